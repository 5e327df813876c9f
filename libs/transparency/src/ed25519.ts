import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { isKeyName, type NoteSigner, type NoteVerifier } from './note.ts';
import { fromBase64 } from './strict-base64.ts';

/** Not the text of a key, or not of one that is known here. The message never repeats it. */
export class MalformedKey extends Error {
  override readonly name = 'MalformedKey';
}

/** Ed25519 over the text of a note (C2SP signed-note). */
const TYPE = 0x01;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const PRIVATE = 'PRIVATE+KEY+';

export interface Ed25519Verifier extends NoteVerifier {
  /** `name+id+key`, as verifiers are told of it. */
  readonly verifierKey: string;
}

export interface Ed25519Signer extends NoteSigner, Ed25519Verifier {
  /** `PRIVATE+KEY+name+id+seed`: to be kept secret. */
  readonly signerKey: string;
}

/** @throws MalformedKey */
export function verifierOf(verifierKey: string): Ed25519Verifier {
  const { name, id, bytes } = partsOf(verifierKey);
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
  const verifier = verifierWith(name, bytes, key);
  if (verifier.id !== id) throw new MalformedKey('the id of a key does not belong to it');
  return verifier;
}

/** @throws MalformedKey */
export function signerOf(signerKey: string): Ed25519Signer {
  if (!signerKey.startsWith(PRIVATE)) throw new MalformedKey('a signing key begins with PRIVATE+KEY+');
  const { name, id, bytes } = partsOf(signerKey.slice(PRIVATE.length));
  const signer = signerFrom(name, bytes);
  if (signer.id !== id) throw new MalformedKey('the id of a key does not belong to it');
  return signer;
}

/**
 * The key that follows from 32 secret bytes.
 * @throws MalformedKey when no key may have this name, or the seed is no seed
 */
export function signerFrom(name: string, seed: Uint8Array): Ed25519Signer {
  if (!isKeyName(name)) throw new MalformedKey('the name of a key has no spaces and no +');
  if (seed.length !== KEY_BYTES) throw new MalformedKey(`a seed has ${KEY_BYTES} bytes`);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
  const verifier = verifierWith(name, bytes, publicKey);
  return {
    ...verifier,
    signerKey: `${PRIVATE}${name}+${verifier.id}+${typed(seed).toString('base64')}`,
    sign: (text) => sign(null, Buffer.from(text), key),
  };
}

function verifierWith(name: string, bytes: Uint8Array, key: KeyObject): Ed25519Verifier {
  const id = createHash('sha256').update(`${name}\n`).update(typed(bytes)).digest('hex').slice(0, 8);
  return {
    name,
    id,
    verifierKey: `${name}+${id}+${typed(bytes).toString('base64')}`,
    verifies: (text, signature) =>
      signature.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), key, signature),
  };
}

function partsOf(key: string) {
  const [, name = '', id = '', base64 = ''] = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/u.exec(key) ?? [];
  const bytes = fromBase64(base64);
  if (!isKeyName(name) || bytes?.length !== 1 + KEY_BYTES || bytes[0] !== TYPE) {
    throw new MalformedKey('a key is a name, an id and an Ed25519 key, with + between them');
  }
  return { name, id, bytes: bytes.subarray(1) };
}

const typed = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([TYPE]), bytes]);
