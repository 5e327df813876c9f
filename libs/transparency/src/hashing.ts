import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** By way of a text: Node would give each Buffer memory of its own, which takes longer than the hash. */
const sha256 = (data: string | Uint8Array): Buffer => Buffer.from(hash('sha256', data, 'binary'), 'binary');

/** The root of a tree without leaves (RFC 6962, 2.1). */
export const EMPTY_ROOT: Buffer = sha256(Buffer.alloc(0));

/** The hash of a leaf that holds `data`, in UTF-8 where it is a text: SHA-256(0x00 ‖ data), 32 bytes. */
export function leafHash(data: string | Uint8Array): Buffer {
  if (typeof data === 'string') return sha256(`\0${data}`);
  const bytes = Buffer.allocUnsafe(1 + data.length);
  bytes[0] = 0;
  bytes.set(data, 1);
  return sha256(bytes);
}

/** The hash of two subtrees beside each other: SHA-256(0x01 ‖ left ‖ right), 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return sha256(NODE);
}
