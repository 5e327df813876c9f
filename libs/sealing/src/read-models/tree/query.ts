import { Injectable } from '@nestjs/common';
import { type Position, START } from '#event-sourcing';
import { Database } from '#platform';
import { HASH_BYTES, TILE_WIDTH, type Tile, type TilePlace } from '#transparency';
import { leavesUpTo } from './size.ts';

const TILES_AT_ONCE = 64;

interface TileRow {
  level: number;
  index: string;
  hashes: Buffer;
}

/** There is no such tile in the tree: it is damaged, or shorter than it was said to be. */
export class NoSuchTile extends Error {
  override readonly name = 'NoSuchTile';
}

/** The tree over the log, as far as it has come. */
@Injectable()
export class SealedTree {
  constructor(private readonly database: Database) {}

  /** Leaves. */
  async size(): Promise<number> {
    const { rows } = await this.database.query<{ index: string; bytes: number }>({
      name: 'sealing-size',
      text: `SELECT index, length(hashes) AS bytes FROM tree.tiles WHERE level = 0 ORDER BY index DESC LIMIT 1`,
    });
    const [last] = rows;
    return last ? leavesUpTo(Number(last.index), last.bytes) : 0;
  }

  /** The hashes that a tile has by now; null when it has none. */
  async hashesOf({ level, index }: TilePlace): Promise<Buffer | null> {
    const { rows } = await this.database.query<TileRow>({
      name: 'sealing-tile',
      text: 'SELECT hashes FROM tree.tiles WHERE level = $1 AND index = $2',
      values: [level, index],
    });
    return rows[0]?.hashes ?? null;
  }

  /** The same, for proofs. */
  readonly tiles = async (place: TilePlace): Promise<Buffer> => {
    const hashes = await this.hashesOf(place);
    if (!hashes) throw new NoSuchTile(`${place.level}/${place.index}`);
    return hashes;
  };

  /** The tiles of a level in their order, from this one on. */
  async *levelOf(level: number, first = 0): AsyncGenerator<Tile, void> {
    for (let after = first - 1; ; ) {
      const { rows } = await this.database.query<TileRow>({
        name: 'sealing-tiles-of-level',
        text: 'SELECT level, index, hashes FROM tree.tiles WHERE level = $1 AND index > $2 ORDER BY index LIMIT $3',
        values: [level, after, TILES_AT_ONCE],
      });
      for (const row of rows) yield { ...row, index: Number(row.index) };
      if (rows.length < TILES_AT_ONCE) return;
      after = Number(rows.at(-1)!.index);
    }
  }

  /** The last place, at `position` or before it, of which it is known how many leaves the tree had there. */
  async placeAt(position: Position): Promise<{ readonly size: number; readonly position: Position }> {
    const { rows } = await this.database.query<{ size: string; position: Position }>({
      name: 'sealing-place',
      text: 'SELECT size, position FROM tree.places WHERE position <= $1 ORDER BY position DESC LIMIT 1',
      values: [position],
    });
    const [place] = rows;
    return place ? { ...place, size: Number(place.size) } : { size: 0, position: START };
  }

  /** Where a leaf stands, from the newest back; null when it stands nowhere. */
  async indexOf(leaf: Buffer): Promise<number | null> {
    const { rows } = await this.database.query<TileRow>(
      `SELECT index, hashes FROM tree.tiles WHERE level = 0 AND position($1::bytea IN hashes) > 0
       ORDER BY index DESC`,
      [leaf],
    );
    for (const { index, hashes } of rows) {
      for (let at = 0; at < hashes.length; at += HASH_BYTES) {
        if (hashes.subarray(at, at + HASH_BYTES).equals(leaf)) {
          return Number(index) * TILE_WIDTH + at / HASH_BYTES;
        }
      }
    }
    return null;
  }
}
