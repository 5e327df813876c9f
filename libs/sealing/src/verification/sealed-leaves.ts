import { HASH_BYTES, hashAt, TILE_WIDTH } from '#transparency';
import type { SealedTree } from '../read-models/tree/query.ts';

/** The leaves of the tree in their order, as many of the first ones as it had when reading began. */
export class SealedLeaves {
  readonly #tiles;
  #left: number;
  /** Of the first tile. */
  #skipped: number;
  #read: Buffer[] = [];

  /** @param from how many of them are left out */
  constructor(tree: SealedTree, size: number, from = 0) {
    this.#tiles = tree.levelOf(0, Math.floor(from / TILE_WIDTH));
    this.#left = size - from;
    this.#skipped = from % TILE_WIDTH;
  }

  /** The next `count` ones, or fewer where there are no more. */
  async take(count: number): Promise<Buffer[]> {
    const wanted = Math.min(count, this.#left);
    while (this.#read.length < wanted) {
      const { value: tile } = await this.#tiles.next();
      if (!tile) break;
      for (let at = this.#skipped; at < tile.hashes.length / HASH_BYTES; at++) {
        this.#read.push(hashAt(tile.hashes, at));
      }
      this.#skipped = 0;
    }
    const leaves = this.#read.splice(0, wanted);
    this.#left = leaves.length < wanted ? 0 : this.#left - leaves.length;
    return leaves;
  }
}
