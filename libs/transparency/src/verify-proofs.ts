import { HASH_BYTES, nodeHash } from './hashing.ts';

/** Whether `proof` shows that the leaf with this hash stands at `index` of the tree of `size` leaves with this root (RFC 9162, 2.1.3.2). */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!(isCount(index) && isCount(size) && index < size) || leaf.length !== HASH_BYTES) return false;
  let [at, last] = [index, size - 1];
  let hash: Buffer = Buffer.from(leaf);
  for (const beside of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash);
      while (at % 2 === 0 && at > 0) [at, last] = [half(at), half(last)];
    } else hash = nodeHash(hash, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/**
 * Whether `proof` shows that the tree of `size` leaves begins with the one of `earlier` leaves (RFC 9162, 2.1.4.2). Nothing is
 * shown of a tree without leaves.
 */
export function provesConsistency(
  earlier: number,
  size: number,
  proof: readonly Uint8Array[],
  earlierRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!(isCount(earlier) && isCount(size) && earlier > 0 && earlier <= size)) return false;
  if (earlier === size) return proof.length === 0 && Buffer.from(earlierRoot).equals(root);
  const path = isPowerOfTwo(earlier) ? [earlierRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (proof.length === 0 || !first) return false;
  let [at, last] = [earlier - 1, size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let before: Buffer = Buffer.from(first);
  let now = before;
  for (const beside of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(beside, before);
      now = nodeHash(beside, now);
      while (at % 2 === 0 && at > 0) [at, last] = [half(at), half(last)];
    } else now = nodeHash(now, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && before.equals(earlierRoot) && now.equals(root);
}

/** Not by a logarithm, which is rounded. */
const isPowerOfTwo = (value: number): boolean => (value % 2 === 0 ? isPowerOfTwo(value / 2) : value === 1);

const half = (value: number): number => Math.floor(value / 2);

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
