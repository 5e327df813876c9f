import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyType } from './key-text.ts';

const SIGNATURE_BYTES = 64;
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Ed25519 over the text of a note (C2SP signed-note). */
export const ed25519: KeyType = {
  type: 0x01,
  seedBytes: 32,
  publicBytes: 32,

  verifier(_name, publicKey) {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return {
      verifies: (text, signature) =>
        signature.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), key, signature),
    };
  },

  signer(_name, seed) {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length);
    return { publicKey, sign: (text) => sign(null, Buffer.from(text), key) };
  },
};
