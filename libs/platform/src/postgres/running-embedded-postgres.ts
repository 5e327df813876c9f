import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const PORT_LINE = 3;

/**
 * Connection string of the embedded PostgreSQL that another process of Greffe is running on `dataDir`, so that a
 * command may work beside it; null when none runs there.
 */
export async function runningEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const [password, lock] = await Promise.all([
    readFile(join(dataDir, 'password'), 'utf8').catch(() => null),
    readFile(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8').catch(() => null),
  ]);
  const port = lock?.split('\n')[PORT_LINE];
  if (!password || !port) return null;
  const url = `postgres://greffe:${password.trim()}@127.0.0.1:${port}/greffe`;
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return url;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}
