import { connect, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { noAnswer } from '../in-time.ts';
import { reasonOf } from '../reason.ts';
import { unavailable } from '../refusal.ts';
import type { Antivirus, Finding } from './antivirus.ts';

const PORT = 3310;
const WITHIN_MS = 20_000;
const CHUNK_BYTES = 64 * 1024;
const LONGEST_ANSWER = 1024;

/**
 * ClamAV’s clamd over TCP, by its command INSTREAM: each chunk after its length in four bytes, then a length of zero; the
 * answer ends in a zero byte. One connection for each file.
 */
export class Clamd implements Antivirus {
  readonly #logger = new Logger('Antivirus');
  readonly #host: string;
  readonly #port: number;

  /** `url`: `tcp://host:3310`. */
  constructor(
    url: string,
    private readonly withinMs = WITHIN_MS,
  ) {
    const { hostname, port } = new URL(url);
    this.#host = hostname.replace(/^\[|\]$/g, '');
    this.#port = port === '' ? PORT : Number(port);
  }

  async inspect(bytes: Uint8Array): Promise<Finding> {
    const answer = await this.ask(bytes).catch((error: unknown) => {
      this.#logger.warn(`clamd: ${reasonOf(error)}`);
      throw away();
    });
    if (answer === 'stream: OK') return 'clean';
    if (/^stream: .+ FOUND$/.test(answer)) return 'infected';
    // Such as a limit of clamd’s own that is below ours.
    this.#logger.warn(`clamd: ${answer.slice(0, 100)}`);
    throw away();
  }

  private ask(bytes: Uint8Array): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.#port, this.#host);
      const tooLong = setTimeout(() => socket.destroy(noAnswer(this.withinMs)), this.withinMs);
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (text: string) => {
        answer += text;
        if (answer.includes('\0') || answer.length > LONGEST_ANSWER) socket.destroy();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(tooLong);
        const end = answer.indexOf('\0');
        if (end >= 0) resolve(answer.slice(0, end));
        else reject(new Error('no answer'));
      });
      socket.on('connect', () => send(socket, bytes));
    });
  }
}

function send(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const chunk = bytes.subarray(from, from + CHUNK_BYTES);
    socket.write(lengthOf(chunk.length));
    socket.write(chunk);
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

const away = () =>
  unavailable(
    'antivirus-away',
    'L’antivirus ne répond pas\u00a0: ce fichier n’a pas pu être contrôlé, et n’est pas gardé. Réessayez dans quelques minutes.',
  );
