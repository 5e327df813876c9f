import { createHash } from 'node:crypto';
import { isKeyName, type NoteSigner, type NoteVerifier } from './note.ts';
import { fromBase64 } from './strict-base64.ts';

/** Not the text of a key, or not of one that is known here. The message never repeats it. */
export class MalformedKey extends Error {
  override readonly name = 'MalformedKey';
}

export interface KeyVerifier extends NoteVerifier {
  /** `name+id+key`, as verifiers are told of it (C2SP signed-note, “verifier keys”). */
  readonly verifierKey: string;
}

export interface KeySigner extends NoteSigner, KeyVerifier {
  /** `PRIVATE+KEY+name+id+seed`: to be kept secret. */
  readonly signerKey: string;
}

/**
 * What people compare a key by: SHA-256 of its text. Another key with the same id is found in hours, with the same fingerprint
 * never.
 */
export const fingerprintOf = ({ verifierKey }: Pick<KeyVerifier, 'verifierKey'>): string =>
  createHash('sha256').update(verifierKey).digest('hex');

/** A kind of keys: one of those whose number C2SP signed-note assigns. */
export interface KeyType {
  /** The signature type. */
  readonly type: number;
  readonly seedBytes: number;
  readonly publicBytes: number;
  /** Of public bytes that have the right number. */
  verifier(name: string, publicKey: Buffer): Pick<NoteVerifier, 'verifies'>;
  /** Of a seed that has the right number of bytes. */
  signer(name: string, seed: Buffer): { readonly publicKey: Buffer; readonly sign: NoteSigner['sign'] };
}

const PRIVATE = 'PRIVATE+KEY+';

/**
 * The key that follows from secret bytes.
 * @throws MalformedKey when no key may have this name, or the seed is no seed
 */
export function signerFrom(kind: KeyType, name: string, seed: Buffer): KeySigner {
  if (!isKeyName(name)) throw new MalformedKey('the name of a key has no spaces and no +');
  if (seed.length !== kind.seedBytes) throw new MalformedKey(`a seed has ${kind.seedBytes} bytes`);
  const { publicKey, sign } = kind.signer(name, seed);
  const verifier = verifierFrom(kind, name, publicKey);
  return {
    ...verifier,
    signerKey: `${PRIVATE}${name}+${verifier.id}+${typed(kind, seed).toString('base64')}`,
    sign,
  };
}

/** @throws MalformedKey */
export function readVerifier(kinds: readonly KeyType[], verifierKey: string): KeyVerifier {
  const { kind, name, id, bytes } = partsOf(kinds, verifierKey, ({ publicBytes }) => publicBytes);
  return withId(id, verifierFrom(kind, name, bytes));
}

/** @throws MalformedKey */
export function readSigner(kinds: readonly KeyType[], signerKey: string): KeySigner {
  if (!isSignerKey(signerKey)) throw new MalformedKey(`a signing key begins with ${PRIVATE}`);
  const text = signerKey.slice(PRIVATE.length);
  const { kind, name, id, bytes } = partsOf(kinds, text, ({ seedBytes }) => seedBytes);
  return withId(id, signerFrom(kind, name, bytes));
}

/** Whether a text is that of a key that signs. */
export const isSignerKey = (text: string): boolean => text.startsWith(PRIVATE);

function verifierFrom(kind: KeyType, name: string, publicKey: Buffer): KeyVerifier {
  const id = idOf(kind, name, publicKey);
  return {
    name,
    id,
    type: kind.type,
    verifierKey: `${name}+${id}+${typed(kind, publicKey).toString('base64')}`,
    ...kind.verifier(name, publicKey),
  };
}

function partsOf(kinds: readonly KeyType[], key: string, lengthOf: (kind: KeyType) => number) {
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/u.exec(key) ?? [];
  const bytes = fromBase64(base64);
  const kind = kinds.find(({ type }) => type === bytes?.[0]);
  if (!isKeyName(name) || !bytes || !kind || bytes.length !== 1 + lengthOf(kind)) {
    throw new MalformedKey('a key is a name, an id and a key of a known type, with + between them');
  }
  return { kind, name, id, bytes: bytes.subarray(1) };
}

function withId<Key extends KeyVerifier>(id: string, key: Key): Key {
  if (key.id !== id) throw new MalformedKey('the id of a key does not belong to it');
  return key;
}

const idOf = (kind: KeyType, name: string, publicKey: Buffer): string =>
  createHash('sha256').update(`${name}\n`).update(typed(kind, publicKey)).digest('hex').slice(0, 8);

const typed = ({ type }: KeyType, bytes: Buffer): Buffer => Buffer.concat([Buffer.from([type]), bytes]);
