import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { DATABASE } from './embedded-urls.ts';

/**
 * Removes all that the embedded PostgreSQL in `dataDir` holds, for good; the next start finds it empty.
 * @throws EmbeddedPostgresError when another process uses it
 */
export async function emptyEmbeddedPostgres(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir });
  const maintenance = new URL(server.url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  try {
    await client.connect();
    await client.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
  } finally {
    await client.end();
    await server.stop();
  }
}
