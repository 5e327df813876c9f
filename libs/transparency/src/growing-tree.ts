import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import { hashAt, partialTilesOf, TILE_HEIGHT, TILE_WIDTH, type Tile } from './tiles.ts';

/**
 * A Merkle tree of RFC 6962 that grows at its right edge. It holds the edge alone: what is full is handed out as tiles, and
 * needed no more. Sizes are exact up to 2⁵³ leaves.
 */
export class GrowingTree {
  #size = 0;
  /** The roots of the perfect subtrees that the leaves fall into, the largest first: as many as `size` has binary ones. */
  #range: Buffer[] = [];
  /** By level, the hashes of the tile that is not full yet. */
  readonly #partial: Buffer[][] = [];
  /** What is full since it was last taken. */
  #full: Tile[] = [];
  /** The partial tiles below this level have changed since they were last taken. */
  #touched = 0;

  /**
   * The tree of `size` leaves again.
   * @param partialTiles those of `partialTilesOf(size)`, at least as wide
   * @throws RangeError when one is missing or too narrow
   */
  static resume(size: number, partialTiles: readonly Tile[]): GrowingTree {
    const tree = new GrowingTree();
    tree.#size = size;
    for (const { level, index, width } of partialTilesOf(size)) {
      const tile = partialTiles.find((one) => one.level === level && one.index === index);
      if (!tile || tile.hashes.length < width * HASH_BYTES) throw new RangeError(`No tile ${level}/${index}`);
      tree.#partial[level] = Array.from({ length: width }, (_, at) => hashAt(tile.hashes, at));
    }
    // Level by level: where the tiles of one are all full, it has no partial one.
    for (let level = tree.#partial.length - 1; level >= 0; level--) {
      tree.#range.push(...perfectSubtrees(tree.#partial[level] ?? []));
    }
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  /** The root: 32 bytes. */
  get root(): Buffer {
    return this.#range.length === 0
      ? EMPTY_ROOT
      : this.#range.reduceRight((right, left) => nodeHash(left, right));
  }

  /** Another tree of the same leaves, that grows by itself. */
  copy(): GrowingTree {
    const tree = new GrowingTree();
    tree.#size = this.#size;
    tree.#range = [...this.#range];
    for (const [level, hashes] of this.#partial.entries()) tree.#partial[level] = [...(hashes ?? [])];
    return tree;
  }

  /** Adds a leaf by its hash. */
  append(leaf: Buffer): void {
    let hash = leaf;
    let height = 0;
    this.keep(0, hash);
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = nodeHash(this.#range.pop()!, hash);
      height++;
      if (height % TILE_HEIGHT === 0) this.keep(height / TILE_HEIGHT, hash);
    }
    this.#range.push(hash);
    this.#size++;
  }

  /** The tiles that have changed since they were last taken: full ones, and the partial ones of now. */
  takeTiles(): Tile[] {
    const partial = partialTilesOf(this.#size)
      .filter(({ level }) => level < this.#touched)
      .map(({ level, index }) => ({ level, index, hashes: Buffer.concat(this.#partial[level]!) }));
    const tiles = [...this.#full, ...partial];
    this.#full = [];
    this.#touched = 0;
    return tiles;
  }

  private keep(level: number, hash: Buffer): void {
    this.#partial[level] ??= [];
    const hashes = this.#partial[level];
    hashes.push(hash);
    this.#touched = Math.max(this.#touched, level + 1);
    if (hashes.length < TILE_WIDTH) return;
    const index = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
    this.#full.push({ level, index, hashes: Buffer.concat(hashes) });
    this.#partial[level] = [];
  }
}

/** Roots of the perfect subtrees that fewer than 256 hashes fall into, the largest first. */
function perfectSubtrees(hashes: readonly Buffer[]): Buffer[] {
  const roots: Buffer[] = [];
  let start = 0;
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    if (hashes.length - start < width) continue;
    roots.push(perfectRoot(hashes.slice(start, start + width)));
    start += width;
  }
  return roots;
}

/** The root over a power of two of hashes. */
export function perfectRoot(hashes: readonly Buffer[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at]!, row[2 * at + 1]!));
  }
  return row[0]!;
}
