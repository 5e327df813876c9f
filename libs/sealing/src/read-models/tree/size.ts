import { HASH_BYTES, TILE_WIDTH } from '#transparency';

/** How many leaves a tree has whose last tile of leaves is the one at `index`, of so many bytes. */
export const leavesUpTo = (index: number, bytes: number): number => index * TILE_WIDTH + bytes / HASH_BYTES;
