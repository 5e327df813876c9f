import { createServer, type IncomingMessage, type Server } from 'node:http';
import { bytesWithin } from '#platform';
import type { WatchedLog } from '#transparency';
import { type CosignedLogs, nameOf } from './cosigned-logs.ts';
import type { Witness } from './witness.ts';

/** Sixty-three hashes, and a checkpoint with both signatures and some of others: far less. */
const LONGEST_BODY = 64 * 1024;
const TEXT = 'text/plain; charset=utf-8';

interface Said {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

class TooLong extends Error {}

/** The addresses of a witness (C2SP tlog-witness): `POST /add-checkpoint`, `GET /<origin hash>/checkpoint`. */
export function witnessServer(witness: Witness, cosigned: CosignedLogs, logs: readonly WatchedLog[]): Server {
  const answer = async (request: IncomingMessage): Promise<Said> => {
    const [path] = (request.url ?? '/').split('?');
    if (path === '/add-checkpoint') {
      if (request.method !== 'POST') return { status: 405, body: 'POST\n' };
      const body = await bytesWithin(LONGEST_BODY, request, () => new TooLong());
      return said(witness.add(body.toString('utf8')));
    }
    const log = logs.find(({ origin }) => path === `/${nameOf(origin)}/checkpoint`);
    const last = request.method === 'GET' && log ? cosigned.last(log.origin) : null;
    return last ? { status: 200, body: last.note } : { status: 404, body: 'nothing is there\n' };
  };
  return createServer({ requestTimeout: 15_000 }, async (request, response) => {
    const { status, type = TEXT, body } = await answer(request).catch(failed);
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  });
}

function said(answer: ReturnType<Witness['add']>): Said {
  if (answer.status === 200) return { status: 200, body: answer.lines };
  if (answer.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${answer.size}\n` };
  return { status: answer.status, body: `${answer.reason}\n` };
}

function failed(error: unknown): Said {
  if (error instanceof TooLong) return { status: 413, body: `at most ${LONGEST_BODY} bytes\n` };
  // Whoever has hung up is told nothing, and nobody is told of them.
  if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET')
    process.stderr.write(`greffe: ${error instanceof Error ? error.message : String(error)}\n`);
  return { status: 500, body: 'a fault of the witness\n' };
}
