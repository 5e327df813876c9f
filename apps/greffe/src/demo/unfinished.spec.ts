import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ConfigurationError, loadConfig, startEmbeddedPostgres } from '#platform';
import { newDataFolder } from '../../../../test/support/data-folder.ts';
import { removeUnfinishedDemo, whileUnfinished } from './unfinished.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await newDataFolder('greffe-unfinished-');
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const config = (more: NodeJS.ProcessEnv = {}) => loadConfig({ GREFFE_DATA_DIR: dataDir, ...more });
const interrupted = (environment: NodeJS.ProcessEnv = {}) =>
  whileUnfinished(config(environment), () => Promise.reject(new Error('No space left on device'))).catch(
    () => {},
  );

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), durable: false });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    await server.stop();
  }
}
const tables = () =>
  inDatabase(async (client) => {
    const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    return rows.map(({ tablename }) => tablename);
  });

describe('what an interrupted preparation of the demonstration has left', () => {
  it('is removed, database and mails, and the next start finds nothing', async () => {
    await inDatabase((client) => client.query('CREATE TABLE half (made text)'));
    mkdirSync(join(dataDir, 'mail'));
    writeFileSync(join(dataDir, 'mail', 'one.eml'), '');
    await interrupted();

    const said: string[] = [];
    await removeUnfinishedDemo(config(), (line) => said.push(line));
    expect(said).toHaveLength(1);
    expect(await tables()).toEqual([]);
    expect(existsSync(join(dataDir, 'mail'))).toBe(false);

    await removeUnfinishedDemo(config(), (line) => said.push(line));
    expect(said).toHaveLength(1);
  });

  it('is not taken for another register in the same folder, where it was prepared on engines of others', async () => {
    await inDatabase((client) => client.query('CREATE TABLE another (made text)'));
    await interrupted({ EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false' });
    await expect(removeUnfinishedDemo(config(), () => {})).rejects.toThrow(ConfigurationError);
    expect(await tables()).toEqual(['another']);
  });

  it.each([
    ['whoever wants no demonstration', { GREFFE_DEMO: 'off' }],
    ['a log elsewhere', { EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false', GREFFE_DEMO: 'on' }],
    [
      'a database of one’s own',
      {
        DATABASE_URL: 'postgres://greffe@127.0.0.1/greffe',
        GREFFE_DEMO: 'on',
        GREFFE_SECRET: 'x'.repeat(32),
        GREFFE_MASTER_KEY: 'x'.repeat(32),
      },
    ],
  ])('is left as it is, and the start refused, to %s', async (_, environment) => {
    await interrupted();
    await expect(removeUnfinishedDemo(config(environment), () => {})).rejects.toThrow(ConfigurationError);
    await expect(removeUnfinishedDemo(config(environment), () => {})).rejects.toThrow(/GREFFE_DATA_DIR/);
  });
});

it('a register that holds the whole of it stays', async () => {
  await inDatabase((client) => client.query('CREATE TABLE whole (made text)'));
  await whileUnfinished(config(), async () => {});
  await removeUnfinishedDemo(config(), () => {
    throw new Error('Nothing is to be said');
  });
  expect(await tables()).toEqual(['whole']);
});
