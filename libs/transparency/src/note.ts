import { fromBase64 } from './strict-base64.ts';

/** Not a signed note (C2SP signed-note), or a part of one: the message says what is wrong, and nothing of what it holds. */
export class MalformedNote extends Error {
  override readonly name = 'MalformedNote';
}

/** A note that its reader must not believe: none of the known keys has signed it, or one of them has not. */
export class UnverifiedNote extends Error {
  override readonly name = 'UnverifiedNote';
}

/** A note that some known key has signed, but none of a kind that is demanded. */
export class MissingSignature extends UnverifiedNote {}

interface NoteSignature {
  readonly name: string;
  /** The key's number, 8 hexadecimal digits. */
  readonly id: string;
  readonly signature: Buffer;
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Knows the signatures of one key. */
export interface NoteVerifier {
  readonly name: string;
  readonly id: string;
  /** The signature type that C2SP signed-note assigns: what kind of signatures it gives. */
  readonly type: number;
  verifies(text: string, signature: Uint8Array): boolean;
}

export interface NoteSigner extends NoteVerifier {
  /** @param at when, in seconds since 1970, for signatures that say so; 0 to say nothing */
  sign(text: string, at: number): Buffer;
}

const MOST_SIGNATURES = 64;
const ID_BYTES = 4;
const SEPARATOR = '\n\n';
const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not hold.
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u;

/** Whether a key may have this name: not empty, without spaces and without `+`. */
export const isKeyName = (name: string): boolean => name !== '' && !/[\p{White_Space}+]/u.test(name);

/** @throws MalformedNote */
export function parseNote(note: string | Uint8Array): Note {
  const whole = typeof note === 'string' ? note : decoded(note);
  if (FORBIDDEN.test(whole)) throw new MalformedNote('a note holds no control characters');
  const end = whole.lastIndexOf(SEPARATOR);
  if (end < 0) throw new MalformedNote('a note has an empty line between its text and its signatures');
  const lines = whole.slice(end + SEPARATOR.length).split('\n');
  if (lines.pop() !== '') throw new MalformedNote('a note ends with a newline');
  if (lines.length === 0) throw new MalformedNote('a note has a signature');
  if (lines.length > MOST_SIGNATURES) {
    throw new MalformedNote(`a note has at most ${MOST_SIGNATURES} signatures`);
  }
  return { text: whole.slice(0, end + 1), signatures: lines.map(signatureIn) };
}

/**
 * The text of a note that one of these keys has signed. Signatures of other keys say nothing.
 * @throws MalformedNote; UnverifiedNote, also when a known key has not signed what stands under its name and id
 */
export function openNote(note: string | Uint8Array, verifiers: readonly NoteVerifier[]): string {
  const { text, signatures } = parseNote(note);
  let isSigned = false;
  for (const { name, id, signature } of signatures) {
    const verifier = verifiers.find((one) => one.name === name && one.id === id);
    if (!verifier) continue;
    if (!verifier.verifies(text, signature)) throw new UnverifiedNote(`the signature of ${name} is wrong`);
    isSigned = true;
  }
  if (!isSigned) throw new UnverifiedNote('no known key has signed the note');
  return text;
}

/**
 * The note of a text, signed; `at` as in `NoteSigner`.
 * @throws MalformedNote when the text could not be read again
 */
export function signNote(text: string, signers: readonly NoteSigner[], at = 0): string {
  if (!text.endsWith('\n')) throw new MalformedNote('the text of a note ends with a newline');
  const note = `${text}\n${signers.map((signer) => signatureLine(text, signer, at)).join('')}`;
  parseNote(note);
  return note;
}

/** One more signature, for the end of a signed note. */
export function signatureLine(text: string, signer: NoteSigner, at: number): string {
  const bytes = Buffer.concat([Buffer.from(signer.id, 'hex'), signer.sign(text, at)]);
  return `— ${signer.name} ${bytes.toString('base64')}\n`;
}

function signatureIn(line: string): NoteSignature {
  const [, name = '', base64 = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || !bytes || bytes.length <= ID_BYTES) {
    throw new MalformedNote('a signature is a dash, the name of a key, and base64');
  }
  return {
    name,
    id: bytes.subarray(0, ID_BYTES).toString('hex'),
    signature: bytes.subarray(ID_BYTES),
  };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MalformedNote('a note is UTF-8');
  }
}
