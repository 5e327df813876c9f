import { GrowingTree } from './growing-tree.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hashing.ts';
import type { TileSource } from './proofs.ts';
import type { Tile } from './tiles.ts';

export const leafOf = (index: number): Buffer => leafHash(`leaf ${index}`);

export const leavesOf = (size: number): Buffer[] => Array.from({ length: size }, (_, index) => leafOf(index));

/** MTH of RFC 6962, 2.1, as it is written there. */
export function naiveRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

/** PATH of RFC 6962, 2.1.1. */
export function naiveInclusion(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...naiveInclusion(index, left), naiveRoot(right)]
    : [...naiveInclusion(index - split, right), naiveRoot(left)];
}

/** PROOF of RFC 6962, 2.1.2. */
export function naiveConsistency(earlier: number, leaves: readonly Buffer[], isWhole = true): Buffer[] {
  if (earlier === leaves.length) return isWhole ? [] : [naiveRoot(leaves)];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return earlier <= split
    ? [...naiveConsistency(earlier, left, isWhole), naiveRoot(right)]
    : [...naiveConsistency(earlier - split, right, false), naiveRoot(left)];
}

function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

/** Tiles as they would be stored: the latest of each place. */
export class KeptTiles {
  readonly #tiles = new Map<string, Tile>();

  get all(): Tile[] {
    return [...this.#tiles.values()];
  }

  keep(tiles: readonly Tile[]): void {
    for (const tile of tiles) this.#tiles.set(`${tile.level}/${tile.index}`, tile);
  }

  readonly source: TileSource = async ({ level, index }) => this.#tiles.get(`${level}/${index}`)!.hashes;
}

/** A tree of `size` leaves, and its tiles. */
export function treeOf(size: number) {
  const tree = new GrowingTree();
  const tiles = new KeptTiles();
  for (let index = 0; index < size; index++) tree.append(leafOf(index));
  tiles.keep(tree.takeTiles());
  return { tree, tiles };
}
