import { perfectRoot } from './growing-tree.ts';
import { EMPTY_ROOT, nodeHash } from './hashing.ts';
import { hashAt, leavesBelow, TILE_HEIGHT, TILE_WIDTH, type TilePlace } from './tiles.ts';

/** Answers the hashes of a tile of the tree: at least those that the tree has there at the size asked about. */
export type TileSource = (place: TilePlace) => Promise<Buffer>;

/** The same hashes, each tile asked for once: for several questions about trees that the source has by now. */
export function askedOnce(tiles: TileSource): TileSource {
  const known = new Map<string, Promise<Buffer>>();
  return (place) => {
    const name = `${place.level}/${place.index}`;
    const hashes = known.get(name) ?? tiles(place);
    known.set(name, hashes);
    return hashes;
  };
}

/** Leaves `start` to `end`, without `end`. */
type Range = readonly [start: number, end: number];

/** The root of the first `size` leaves. */
export const rootOf = (size: number, tiles: TileSource): Promise<Buffer> =>
  size === 0 ? Promise.resolve(EMPTY_ROOT) : hashOf([0, size], tiles);

/**
 * What proves that a leaf stands at `index` of a tree of `size` leaves: hashes, the leaf's sibling first (RFC 6962, 2.1.1).
 * @throws RangeError when the tree has no such leaf
 */
export function inclusionProof(index: number, size: number, tiles: TileSource): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  return hashesOf([...siblings(index, [0, size])], tiles);
}

/**
 * What proves that the tree of `size` leaves goes on from the one of its first `earlier` leaves (RFC 6962, 2.1.2).
 * @throws RangeError unless 0 < earlier ≤ size
 */
export function consistencyProof(earlier: number, size: number, tiles: TileSource): Promise<Buffer[]> {
  if (!(earlier > 0 && earlier <= size)) throw new RangeError(`No tree of ${earlier} in one of ${size}`);
  return hashesOf([...additions(earlier, [0, size], true)], tiles);
}

function* siblings(index: number, [start, end]: Range): Generator<Range> {
  if (end - start === 1) return;
  const middle = start + splitOf(end - start);
  if (index < middle) {
    yield* siblings(index, [start, middle]);
    yield [middle, end];
  } else {
    yield* siblings(index, [middle, end]);
    yield [start, middle];
  }
}

/** @param isWhole whether the earlier tree is this very range, so that its reader knows its root */
function* additions(earlier: number, [start, end]: Range, isWhole: boolean): Generator<Range> {
  if (earlier === end) {
    if (!isWhole) yield [start, end];
    return;
  }
  const middle = start + splitOf(end - start);
  if (earlier <= middle) {
    yield* additions(earlier, [start, middle], isWhole);
    yield [middle, end];
  } else {
    yield* additions(earlier, [middle, end], false);
    yield [start, middle];
  }
}

const hashesOf = (ranges: readonly Range[], tiles: TileSource): Promise<Buffer[]> =>
  Promise.all(ranges.map((range) => hashOf(range, tiles)));

async function hashOf([start, end]: Range, tiles: TileSource): Promise<Buffer> {
  const height = Math.log2(end - start);
  if (!Number.isInteger(height)) {
    const middle = start + splitOf(end - start);
    const [left, right] = await hashesOf(
      [
        [start, middle],
        [middle, end],
      ] as const,
      tiles,
    );
    return nodeHash(left!, right!);
  }
  const level = Math.floor(height / TILE_HEIGHT);
  const first = start / leavesBelow(level);
  const hashes = await tiles({ level, index: Math.floor(first / TILE_WIDTH) });
  const row = Array.from({ length: 2 ** (height % TILE_HEIGHT) }, (_, at) =>
    hashAt(hashes, (first % TILE_WIDTH) + at),
  );
  return perfectRoot(row);
}

/** The largest power of two below `leaves`. */
const splitOf = (leaves: number): number => {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
};
