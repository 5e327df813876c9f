import type { Position, Projection, RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import { GrowingTree, TILE_WIDTH, type Tile, unverifiedCheckpoint } from '#transparency';
import { leafOf } from '../../leaf.ts';
import { signedBetween } from '../../signed-heads.ts';
import { leavesUpTo } from './size.ts';

/** The tree of the log is no more what was signed once: an event was changed, added, removed or moved. It is not signed again. */
export class OtherThanSigned extends Error {
  override readonly name = 'OtherThanSigned';
}

/** The Merkle tree over every event of the log, in its order, as tiles. Built again, it has every root that was ever signed. */
export const treeProjection: Projection = {
  name: 'tree',
  version: 2,
  asStored: true,
  keepsPositions: true,
  // The last tile of each level is written anew with each batch, and signed a second later.
  restMs: 200,
  tables: `
    CREATE TABLE tiles (
      level smallint,
      index bigint,
      hashes bytea NOT NULL,
      PRIMARY KEY (level, index)
    );
    -- Hashes cannot be compressed.
    ALTER TABLE tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
    -- Where in the log the tree had so many leaves: one for each full tile of them.
    CREATE TABLE places (
      size bigint PRIMARY KEY,
      position text NOT NULL UNIQUE
    );
  `,

  async project(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
    const tree = await resumed(sql);
    const signed = await signedRoots(sql, tree.size, tree.size + events.length);
    const places: [size: number, position: Position][] = [];
    for (const event of events) {
      tree.append(leafOf(event));
      if (tree.size % TILE_WIDTH === 0) places.push([tree.size, event.position]);
      const root = signed.get(tree.size);
      if (root && !root.equals(tree.root)) throw new OtherThanSigned(`${tree.size} events`);
    }
    const tiles = tree.takeTiles();
    await sql.query({
      name: 'sealing-keep-tiles',
      text: `INSERT INTO tiles SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
             ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes`,
      values: [
        tiles.map(({ level }) => level),
        tiles.map(({ index }) => index),
        tiles.map(({ hashes }) => hashes),
      ],
    });
    if (places.length === 0) return;
    await sql.query('INSERT INTO places SELECT * FROM unnest($1::bigint[], $2::text[])', [
      places.map(([size]) => size),
      places.map(([, position]) => position),
    ]);
  },
};

/** Enough for every tree: 256⁸ leaves. */
const LEVELS = 8;

/** The tree again, from the last tile of each level. */
async function resumed(sql: Sql): Promise<GrowingTree> {
  const { rows } = await sql.query<{ level: number; index: string; hashes: Buffer }>({
    name: 'sealing-last-tiles',
    text: `SELECT last.* FROM generate_series(0, $1::int - 1) AS each,
             LATERAL (SELECT level, index, hashes FROM tiles WHERE level = each ORDER BY index DESC LIMIT 1) AS last`,
    values: [LEVELS],
  });
  const tiles: Tile[] = rows.map((row) => ({ ...row, index: Number(row.index) }));
  const leaves = tiles.find(({ level }) => level === 0);
  const size = leaves ? leavesUpTo(leaves.index, leaves.hashes.length) : 0;
  return GrowingTree.resume(size, tiles);
}

async function signedRoots(sql: Sql, after: number, upTo: number): Promise<ReadonlyMap<number, Buffer>> {
  const heads = await signedBetween(sql, after, upTo);
  return new Map(heads.map(({ size, note }) => [size, unverifiedCheckpoint(note).root]));
}
