import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engines } from '#composition';

/** All that PostgreSQL holds, and all files of the data folder that are not its own, as lines. */
export async function everythingHeldBy({
  database,
  config,
}: Pick<Engines, 'database' | 'config'>): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       -- What is being built, or put aside, is gone a moment later.
       AND schemaname NOT LIKE '%\\_\\_%'`,
  );
  const parts: string[] = [];
  for (const { name } of rows) {
    const { rows: lines } = await database.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    parts.push(...lines.map(({ line }) => `${name}: ${line}`));
  }
  for (const file of readdirSync(config.dataDir, { recursive: true, withFileTypes: true })) {
    if (file.isFile())
      parts.push(
        `${file.name}: ${readFileSync(join(file.parentPath, file.name), 'utf8').replaceAll('\n', ' ')}`,
      );
  }
  return parts.flatMap((part) => part.split('\n'));
}
