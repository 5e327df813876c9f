import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engines, openEngines } from '#composition';
import { type Clock, loadConfig, SystemClock } from '#platform';
import { type Template, testDatabase } from './test-database.ts';

const ENVIRONMENT = {
  GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
  GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
  GREFFE_DEMO: 'off',
  PORT: '0',
  // Of nobody, whenever the suite is run.
  GREFFE_SECOND_FACTOR_FROM: '2199-12-31',
};

/** A register in which nothing has happened. */
const template: Template = {
  name: 'register',
  prepare: async ({ url }) => {
    const engines = await openEngines(loadConfig({ ...ENVIRONMENT, DATABASE_URL: url }));
    await engines.close();
  },
};

/** The engines of one suite: a database of its own on the run's PostgreSQL, and an empty data folder. */
export async function testEngines(
  environment: NodeJS.ProcessEnv = {},
  clock: Clock = new SystemClock(),
): Promise<Engines> {
  const db = await testDatabase(template);
  const dataDir = await mkdtemp(join(tmpdir(), 'greffe-suite-'));
  const config = loadConfig({
    ...ENVIRONMENT,
    GREFFE_DATA_DIR: dataDir,
    DATABASE_URL: db.url,
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
