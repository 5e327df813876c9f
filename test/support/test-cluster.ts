import { access, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../libs/platform/src/postgres/embedded-postgres.ts';

const PREFIX = 'greffe-test-';
const SURELY_STARTED_MS = 10 * 60_000;
/** Linux' file system in memory, where a new database takes 20 ms; on a disk its thousand files take 300. */
const IN_MEMORY = '/dev/shm';
/** Several times what the files of a whole run come to. */
const ROOM_BYTES = 1024 ** 3;

/** A throw-away PostgreSQL: fast, not durable, and gone with its files when stopped. */
export async function startTestCluster(): Promise<EmbeddedPostgres> {
  for (const folder of [IN_MEMORY, tmpdir()]) await removeLeftovers(folder);
  const parent = (await hasRoom(IN_MEMORY)) ? IN_MEMORY : tmpdir();
  const dataDir = await mkdtemp(join(parent, PREFIX));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const cluster = await startEmbeddedPostgres({ dataDir, durable: false });
    return { ...cluster, stop: () => cluster.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

const hasRoom = (folder: string): Promise<boolean> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize >= ROOM_BYTES,
    () => false,
  );

/** A killed run leaves no server, but its files, which may be what takes the room in memory. */
async function removeLeftovers(parent: string): Promise<void> {
  const folders = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith(PREFIX));
  for (const folder of folders.map((name) => join(parent, name))) {
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
