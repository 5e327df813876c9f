import { ed25519 } from './ed25519.ts';
import type { KeyType } from './key-text.ts';

const TIME_BYTES = 8;

/** What a witness signs: that it saw the checkpoint at that time, consistent with all it had seen of the log before. */
const messageOf = (text: string, at: bigint): string => `cosignature/v1\ntime ${at}\n${text}`;

/** Ed25519 over a checkpoint and a time (C2SP tlog-cosignature): of witnesses. */
export const cosignatureV1: KeyType = {
  type: 0x04,
  seedBytes: ed25519.seedBytes,
  publicBytes: ed25519.publicBytes,

  verifier(name, publicKey) {
    const { verifies } = ed25519.verifier(name, publicKey);
    return {
      verifies(text, signature) {
        if (signature.length <= TIME_BYTES) return false;
        const time = Buffer.from(signature.subarray(0, TIME_BYTES)).readBigUInt64BE();
        return verifies(messageOf(text, time), signature.subarray(TIME_BYTES));
      },
    };
  },

  signer(name, seed) {
    const { publicKey, sign } = ed25519.signer(name, seed);
    return {
      publicKey,
      sign(text, at) {
        const time = Buffer.alloc(TIME_BYTES);
        time.writeBigUInt64BE(BigInt(at));
        return Buffer.concat([time, sign(messageOf(text, BigInt(at)), at)]);
      },
    };
  },
};

/** When a cosignature says that it was made, in seconds since 1970; of either type. */
export const cosignedAt = (signature: Buffer): number => Number(signature.readBigUInt64BE());
