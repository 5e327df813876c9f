import { isDecimal } from '../checkpoint.ts';
import { HASH_BYTES } from '../hashing.ts';
import { fromBase64 } from '../strict-base64.ts';

/** Not the request of a log to its witness (C2SP tlog-witness). */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

/** What a log asks its witness: to cosign a checkpoint that goes on from the last one it has seen. */
export interface AddCheckpoint {
  /** Size of the last one that the witness cosigned; 0 where there is none. */
  readonly old: number;
  /** That the log goes on from there (RFC 6962, 2.1.2). */
  readonly proof: readonly Buffer[];
  /** A signed note. */
  readonly checkpoint: string;
}

export const MOST_PROOF_LINES = 63;

export const addCheckpointText = ({ old, proof, checkpoint }: AddCheckpoint): string =>
  [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', checkpoint].join('\n');

/** @throws MalformedRequest */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  const [, old = ''] = /^old (\d+)$/.exec(first) ?? [];
  if (!isDecimal(old)) throw new MalformedRequest('a request begins with the old size');
  if (lines.length > MOST_PROOF_LINES) {
    throw new MalformedRequest(`a proof has at most ${MOST_PROOF_LINES} hashes`);
  }
  const proof = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) throw new MalformedRequest('the hashes of a proof are 32 bytes each');
    return hash;
  });
  return { old: Number(old), proof, checkpoint: text.slice(end + 2) };
}
