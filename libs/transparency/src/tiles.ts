import { HASH_BYTES } from './hashing.ts';

/** Levels of the tree that one tile covers, and how many hashes a full one holds (C2SP tlog-tiles). */
export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** Which tile: its level, from 0 for leaf hashes, and its index within the level. */
export interface TilePlace {
  readonly level: number;
  readonly index: number;
}

/** A tile: 1 to 256 hashes, one after the other. */
export interface Tile extends TilePlace {
  readonly hashes: Buffer;
}

export interface TileRequest extends TilePlace {
  /** How many hashes it has: 256, or fewer for a partial one. */
  readonly width: number;
}

/** How many leaves stand below one hash of a tile of this level. */
export const leavesBelow = (level: number): number => TILE_WIDTH ** level;

/** The partial tiles of a tree of `size` leaves, from level 0 up; empty ones are none. */
export function partialTilesOf(size: number): TileRequest[] {
  const tiles: TileRequest[] = [];
  for (let level = 0; leavesBelow(level) <= size; level++) {
    const hashes = Math.floor(size / leavesBelow(level));
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
}

/** The hash in place `at` of a tile. */
export const hashAt = (hashes: Buffer, at: number): Buffer =>
  hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);

/** Where a tile is served, behind the prefix of the log: `tile/0/x001/x234/067`, `tile/1/000.p/17`. */
export function tilePath({ level, index, width }: TileRequest): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g)!;
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const TILE_PATH = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/;

/** The tile that a path names; null for anything that `tilePath` does not write. */
export function parseTilePath(path: string): TileRequest | null {
  const [, level, groups, width] = TILE_PATH.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  const request = {
    level: Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const isPossible = request.level < 64 && request.width > 0 && Number.isSafeInteger(request.index);
  return isPossible && tilePath(request) === path ? request : null;
}
