import { HASH_BYTES } from './hashing.ts';
import { MissingSignature, type NoteVerifier, openNote, parseNote } from './note.ts';
import { fromBase64 } from './strict-base64.ts';

/** Not the text of a checkpoint (C2SP tlog-checkpoint). */
export class MalformedCheckpoint extends Error {
  override readonly name = 'MalformedCheckpoint';
}

/** What a log says of its tree. */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string;
  /** Leaves. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** The text to be signed, without extension lines. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** @throws MalformedCheckpoint */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) {
    throw new MalformedCheckpoint('a checkpoint has three lines or more, none of them empty');
  }
  const [origin, size, base64] = lines as [string, string, string];
  const root = fromBase64(base64);
  if (!isDecimal(size)) throw new MalformedCheckpoint('the size of a checkpoint is a decimal number');
  if (root?.length !== HASH_BYTES) throw new MalformedCheckpoint('the root of a checkpoint is 32 bytes');
  return { origin, size: Number(size), root };
}

/**
 * What a note says of its log. Nobody has looked at its signatures: it is for who compares it with something, or keeps it.
 * @throws MalformedNote; MalformedCheckpoint
 */
export const unverifiedCheckpoint = (note: string): Checkpoint => parseCheckpoint(parseNote(note).text);

/**
 * The checkpoint in a note that the log `origin` has signed with a key of each kind that it has among these: whoever can forge the
 * signatures of one kind cannot leave the other out.
 * @throws MalformedNote; MissingSignature; UnverifiedNote; MalformedCheckpoint, also when it is of another log
 */
export function openCheckpoint(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
  origin: string,
): Checkpoint {
  const checkpoint = openWithAnyKey(note, verifiers, origin);
  if (!isSignedByEachKind(note, verifiers, origin)) {
    throw new MissingSignature(`a key of each kind that ${origin} has must have signed, and one is missing`);
  }
  return checkpoint;
}

/** Whether a note that was opened with these keys has a signature of each kind of those that `signer` has among them. */
export function isSignedByEachKind(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
  signer: string,
): boolean {
  const own = verifiers.filter(({ name }) => name === signer);
  const ids = new Set(parseNote(note).signatures.flatMap(({ name, id }) => (name === signer ? id : [])));
  const kinds = new Set(own.flatMap(({ id, type }) => (ids.has(id) ? type : [])));
  return kinds.size > 0 && own.every(({ type }) => kinds.has(type));
}

/**
 * The same where one key of any kind will do: for a checkpoint that its own register has kept, without the longer signature, or that was
 * signed before there were two.
 * @throws MalformedNote; UnverifiedNote; MalformedCheckpoint, also when it is of another log
 */
export function openWithAnyKey(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
  origin: string,
): Checkpoint {
  const checkpoint = parseCheckpoint(openNote(note, verifiers));
  if (checkpoint.origin !== origin) throw new MalformedCheckpoint('the checkpoint is of another log');
  return checkpoint;
}

/** A whole number without leading zeros that a `number` holds exactly. */
export const isDecimal = (text: string): boolean =>
  /^(0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text));
