import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import { hashAt } from './tiles.ts';

/** A compact range that no tree has. */
export class MalformedRange extends Error {
  override readonly name = 'MalformedRange';
}

/**
 * The left part of a tree, as the roots of the perfect subtrees that its leaves fall into, the largest first: all that is needed to
 * go on with the leaves behind it, and for its root.
 */
export class CompactRange {
  #size: number;
  readonly #hashes: Buffer[];

  /** @throws MalformedRange when so many leaves do not fall into so many subtrees */
  constructor(size = 0, hashes: readonly Buffer[] = []) {
    if (hashes.length !== onesIn(size))
      throw new MalformedRange(`${hashes.length} hashes for ${size} leaves`);
    this.#size = size;
    this.#hashes = [...hashes];
  }

  /** Of these leaves. */
  static of(leaves: readonly Buffer[]): CompactRange {
    const range = new CompactRange();
    for (const leaf of leaves) range.append(leaf);
    return range;
  }

  get size(): number {
    return this.#size;
  }

  get hashes(): readonly Buffer[] {
    return this.#hashes;
  }

  /** The root: 32 bytes. */
  get root(): Buffer {
    return this.#hashes.length === 0
      ? EMPTY_ROOT
      : this.#hashes.reduceRight((right, left) => nodeHash(left, right));
  }

  /** Adds a leaf by its hash. */
  append(leaf: Buffer): void {
    let hash = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = nodeHash(this.#hashes.pop()!, hash);
    }
    this.#hashes.push(hash);
    this.#size++;
  }
}

/** Hashes that stand one after the other. */
export const hashesIn = (bytes: Buffer): Buffer[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => hashAt(bytes, at));

function onesIn(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
