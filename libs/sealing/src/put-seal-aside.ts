import type { Sql } from '#platform';

/**
 * Puts aside what was sealed of a log, in the transaction that replaces it: the copy is sealed anew, from its first event on, and is
 * verified anew.
 * @param events how many the log has
 */
export async function putSealAside(sql: Sql, events: number): Promise<void> {
  const { rows } = await sql.query<{ number: number }>(
    `INSERT INTO sealing.replaced_logs (events, sealed)
     SELECT $1, coalesce(max(size), 0) FROM sealing.signed_heads RETURNING number`,
    [events],
  );
  const log = rows[0]!.number;
  await sql.query(
    `INSERT INTO sealing.replaced_heads SELECT $1, size, note || coalesce(cosignature, ''), signed_at FROM sealing.signed_heads`,
    [log],
  );
  await sql.query('DELETE FROM sealing.signed_heads');
  await sql.query('DELETE FROM sealing.verifications');
  await sql.query('DELETE FROM sealing.directories');
  await sql.query('DELETE FROM sealing.witnesses');
  await putTreeAside(
    sql,
    'tree',
    'INSERT INTO sealing.replaced_tiles SELECT $1, level, index, hashes FROM tree.tiles',
    log,
  );
  await putTreeAside(
    sql,
    'partner_trees',
    'INSERT INTO sealing.replaced_entries SELECT $1, partner, number, index, leaf, told FROM partner_trees.entries',
    log,
  );
}

/** It begins again, empty: beside the one of before, nothing of it would be signed. */
async function putTreeAside(sql: Sql, readModel: string, keep: string, log: number): Promise<void> {
  const { rows } = await sql.query('SELECT FROM pg_namespace WHERE nspname = $1', [readModel]);
  if (rows.length === 0) return;
  await sql.query(keep, [log]);
  await sql.query(`DROP SCHEMA ${readModel} CASCADE`);
  await sql.query('DELETE FROM followers.checkpoints WHERE name = $1', [readModel]);
}
