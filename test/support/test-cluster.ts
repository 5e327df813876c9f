import { access, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../libs/platform/src/postgres/embedded-postgres.ts';

const PREFIX = 'greffe-test-';
const SURELY_STARTED_MS = 10 * 60_000;

/** A throw-away PostgreSQL: fast, not durable, and gone with its files when stopped. */
export async function startTestCluster(): Promise<EmbeddedPostgres> {
  await removeLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), PREFIX));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const cluster = await startEmbeddedPostgres({ dataDir, durable: false });
    return { ...cluster, stop: () => cluster.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A killed run leaves no server, but its files. */
async function removeLeftovers(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of folders.map((name) => join(tmpdir(), name))) {
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    const running = await access(join(folder, 'cluster', 'postmaster.pid')).then(
      () => true,
      () => false,
    );
    if (age > SURELY_STARTED_MS && !running) await rm(folder, { recursive: true, force: true });
  }
}
