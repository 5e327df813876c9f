import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engines, openEngines } from '#composition';
import { type Clock, loadConfig, SystemClock } from '#platform';
import { testDatabase } from './test-database.ts';

/** The engines of one suite: a database of its own on the run's PostgreSQL, and an empty data folder. */
export async function testEngines(
  environment: NodeJS.ProcessEnv = {},
  clock: Clock = new SystemClock(),
): Promise<Engines> {
  const db = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
  const config = loadConfig({
    GREFFE_DATA_DIR: dataDir,
    DATABASE_URL: db.url,
    GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
    GREFFE_DEMO: 'off',
    PORT: '0',
    ...environment,
  });
  const engines = await openEngines(config, { clock });
  const close = async () => {
    await engines.close();
    await db.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...engines, close };
}
