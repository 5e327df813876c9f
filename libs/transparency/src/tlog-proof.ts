import { type Checkpoint, isDecimal, openCheckpoint } from './checkpoint.ts';
import { HASH_BYTES } from './hashing.ts';
import type { NoteVerifier } from './note.ts';
import { fromBase64 } from './strict-base64.ts';
import { provesInclusion } from './verify-proofs.ts';

/** Not a proof (C2SP tlog-proof). */
export class MalformedProof extends Error {
  override readonly name = 'MalformedProof';
}

/** A proof that does not prove what it is shown for. */
export class WrongProof extends Error {
  override readonly name = 'WrongProof';
}

/** That something stands in a log, to be checked offline. Its file ends in `.tlog-proof`. */
export interface TlogProof {
  /** Whatever goes with it; nothing vouches for it by itself. */
  readonly extra?: Buffer;
  /** Place of the leaf, from 0. */
  readonly index: number;
  /** The leaf's sibling first. */
  readonly hashes: readonly Buffer[];
  /** A signed note. */
  readonly checkpoint: string;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree has no more levels than its size has bits. */
const MOST_HASHES = 64;

export const tlogProofText = ({ extra, index, hashes, checkpoint }: TlogProof): string =>
  [
    FIRST_LINE,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');

/** @throws MalformedProof */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (first !== FIRST_LINE) throw new MalformedProof(`a proof begins with ${FIRST_LINE}`);
  const extra = lines[0]?.startsWith('extra ')
    ? fromBase64(lines.shift()!.slice('extra '.length))
    : undefined;
  if (extra === null) throw new MalformedProof('what goes with a proof is base64');
  const [, index = ''] = /^index (\d+)$/.exec(lines.shift() ?? '') ?? [];
  if (!isDecimal(index)) throw new MalformedProof('a proof says the index of its leaf');
  if (lines.length > MOST_HASHES) throw new MalformedProof(`a proof has at most ${MOST_HASHES} hashes`);
  const hashes = lines.map((line) => {
    const hash = fromBase64(line);
    if (hash?.length !== HASH_BYTES) throw new MalformedProof('the hashes of a proof are 32 bytes each');
    return hash;
  });
  return { ...(extra ? { extra } : {}), index: Number(index), hashes, checkpoint: text.slice(end + 2) };
}

/**
 * Checks that the leaf with this hash stands in the log `origin`, and answers the checkpoint that says so.
 * @throws WrongProof; what `openCheckpoint` throws
 */
export function checkTlogProof(
  { index, hashes, checkpoint }: TlogProof,
  leaf: Uint8Array,
  verifiers: readonly NoteVerifier[],
  origin: string,
): Checkpoint {
  const opened = openCheckpoint(checkpoint, verifiers, origin);
  if (!provesInclusion(leaf, index, opened.size, hashes, opened.root)) {
    throw new WrongProof('the leaf does not stand there');
  }
  return opened;
}
