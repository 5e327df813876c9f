import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { KeyType } from './key-text.ts';

const SIGNATURE_BYTES = 2420;
const TIME_BYTES = 8;
const LABEL = 'subtree/v1\n\0';

/**
 * ML-DSA-44 over a checkpoint (C2SP tlog-cosignature, FIPS 204), which a quantum computer cannot forge. It vouches for origin,
 * size and root, not for extension lines; a note that is no checkpoint it does not sign.
 */
export const mlDsa44: KeyType = {
  type: 0x06,
  seedBytes: 32,
  publicBytes: 1312,

  verifier: (name, publicKey) => ({
    verifies(text, signature) {
      if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
      const signed = Buffer.from(signature);
      const message = messageOf(name, signed.readBigUInt64BE(), text);
      return message !== null && ml_dsa44.verify(signed.subarray(TIME_BYTES), message, publicKey);
    },
  }),

  signer(name, seed) {
    const { publicKey, secretKey } = ml_dsa44.keygen(seed);
    return {
      publicKey: Buffer.from(publicKey),
      sign(text, at) {
        const time = BigInt(at);
        const message = cosignedMessage(name, time, parseCheckpoint(text));
        return Buffer.concat([uint64(time), ml_dsa44.sign(message, secretKey)]);
      },
    };
  },
};

/** Null when the text is no checkpoint: nothing can have been signed of it. */
function messageOf(name: string, time: bigint, text: string): Buffer | null {
  try {
    return cosignedMessage(name, time, parseCheckpoint(text));
  } catch {
    return null;
  }
}

const cosignedMessage = (name: string, time: bigint, { origin, size, root }: Checkpoint): Buffer =>
  Buffer.concat([
    Buffer.from(LABEL),
    opaque(name),
    uint64(time),
    opaque(origin),
    uint64(0n),
    uint64(BigInt(size)),
    root,
  ]);

/** With its length before it (RFC 8446, 3.4). @throws RangeError beyond 255 bytes */
function opaque(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(1);
  length.writeUInt8(bytes.length);
  return Buffer.concat([length, bytes]);
}

function uint64(number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(number);
  return bytes;
}
