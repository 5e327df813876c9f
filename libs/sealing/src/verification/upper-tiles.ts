import { type GrowingTree, leavesBelow, TILE_WIDTH, type Tile } from '#transparency';
import type { SealedTree } from '../read-models/tree/query.ts';

/** The tiles above the leaves as they must be: a 256th of the tree. */
export class UpperTiles {
  readonly #levels: Map<number, Tile>[] = [];

  /** @param sealed leaves of the tree */
  constructor(private readonly sealed: number) {}

  /** To be shown the tree after each leaf. */
  look(tree: GrowingTree): void {
    if (tree.size > this.sealed || (tree.size % TILE_WIDTH !== 0 && tree.size !== this.sealed)) return;
    for (const tile of tree.takeTiles()) {
      this.#levels[tile.level] ??= new Map();
      if (tile.level > 0) this.#levels[tile.level]!.set(tile.index, tile);
    }
  }

  /** The first leaf below the first tile that is not as it must be; null when all are. */
  async firstDamaged(tree: SealedTree): Promise<number | null> {
    for (const [level, expected] of this.#levels.entries()) {
      for await (const { index, hashes } of tree.levelOf(level)) {
        const tile = expected.get(index)?.hashes;
        // It may have grown meanwhile.
        if (tile && hashes.subarray(0, tile.length).equals(tile)) expected.delete(index);
      }
      const [damaged] = expected.keys();
      if (damaged !== undefined) return damaged * leavesBelow(level + 1);
    }
    return null;
  }
}
