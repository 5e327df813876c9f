import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer';

/*
 * What the proofs of the register need of `node:crypto`, where there is no Node: in a page. The code that checks is the same as
 * in the register.
 */

const RAW_KEY_BYTES = 32;

export const hash = (_algorithm: 'sha256', data: Uint8Array | string, encoding: 'binary'): string =>
  Buffer.from(sha256(typeof data === 'string' ? Buffer.from(data) : data)).toString(encoding);

export function createHash(_algorithm: 'sha256') {
  const hashing = sha256.create();
  const self = {
    update(bytes: Uint8Array | string) {
      hashing.update(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      return self;
    },
    digest: (encoding: 'hex'): string => Buffer.from(hashing.digest()).toString(encoding),
  };
  return self;
}

export const createHmac = (_algorithm: 'sha256', key: Uint8Array) => ({
  update: (text: string) => ({
    digest: (_encoding: 'base64url'): string => base64url(hmac(sha256, key, Buffer.from(text))),
  }),
});

/** The `buffer` that pages have knows no base64url. */
const base64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** The key of a SubjectPublicKeyInfo of Ed25519, which ends with it. */
export const createPublicKey = ({ key }: { key: Uint8Array }): Uint8Array => key.slice(-RAW_KEY_BYTES);

export function verify(_algorithm: null, data: Uint8Array, key: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, data, key);
  } catch {
    return false;
  }
}

const noSecrets = (): never => {
  throw new Error('A page signs nothing');
};

export { noSecrets as createPrivateKey, noSecrets as sign };
