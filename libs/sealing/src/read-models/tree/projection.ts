import type { Position, Projection, RecordedEvent } from '#event-sourcing';
import type { Sql } from '#platform';
import { GrowingTree, partialTilesOf, TILE_WIDTH, type Tile, unverifiedCheckpoint } from '#transparency';
import { leafOf } from '../../leaf.ts';
import { signedBetween } from '../../signed-heads.ts';
import { sizeIn } from './size.ts';

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
    await sql.query(
      `INSERT INTO tiles SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
       ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes`,
      [tiles.map(({ level }) => level), tiles.map(({ index }) => index), tiles.map(({ hashes }) => hashes)],
    );
    if (places.length === 0) return;
    await sql.query('INSERT INTO places SELECT * FROM unnest($1::bigint[], $2::text[])', [
      places.map(([size]) => size),
      places.map(([, position]) => position),
    ]);
  },
};

async function resumed(sql: Sql): Promise<GrowingTree> {
  const size = await sizeIn(sql, 'tiles');
  const wanted = partialTilesOf(size);
  const { rows } = await sql.query<{ level: number; index: string; hashes: Buffer }>(
    'SELECT * FROM tiles WHERE (level, index) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))',
    [wanted.map(({ level }) => level), wanted.map(({ index }) => index)],
  );
  const tiles: Tile[] = rows.map((row) => ({ ...row, index: Number(row.index) }));
  return GrowingTree.resume(size, tiles);
}

async function signedRoots(sql: Sql, after: number, upTo: number): Promise<ReadonlyMap<number, Buffer>> {
  const heads = await signedBetween(sql, after, upTo);
  return new Map(heads.map(({ size, note }) => [size, unverifiedCheckpoint(note).root]));
}
