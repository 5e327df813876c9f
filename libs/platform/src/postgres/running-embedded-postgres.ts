import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { ownerUrl, programUrl } from './embedded-urls.ts';

const PORT_LINE = 3;
/** Whoever has the port of a server that was killed may not answer at all. */
const CONNECT_MS = 2000;

/**
 * Connection strings of the embedded PostgreSQL that another process of Greffe is running on `dataDir`, so that a
 * command may work beside it; null when none runs there.
 */
export async function runningEmbeddedPostgres(
  dataDir: string,
): Promise<Pick<EmbeddedPostgres, 'url' | 'programUrl'> | null> {
  const [password, programPassword, lock] = await Promise.all(
    ['password', 'program-password', join('cluster', 'postmaster.pid')].map((file) =>
      readFile(join(dataDir, file), 'utf8').catch(() => null),
    ),
  );
  const port = lock?.split('\n')[PORT_LINE];
  if (!password || !programPassword || !port) return null;
  const urls = {
    url: ownerUrl(port, password.trim()),
    programUrl: programUrl(port, programPassword.trim()),
  };
  const client = new pg.Client({ connectionString: urls.url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    return urls;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}
