import type { Sql } from '#platform';
import { HASH_BYTES, TILE_WIDTH } from '#transparency';

/** How many leaves the tree in this table of tiles has. */
export async function sizeIn(sql: Sql, table: string): Promise<number> {
  const { rows } = await sql.query<{ index: string; bytes: number }>(
    `SELECT index, length(hashes) AS bytes FROM ${table} WHERE level = 0 ORDER BY index DESC LIMIT 1`,
  );
  const last = rows[0];
  return last ? Number(last.index) * TILE_WIDTH + last.bytes / HASH_BYTES : 0;
}
