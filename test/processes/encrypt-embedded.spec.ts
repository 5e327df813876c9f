import { rmSync } from 'node:fs';
import { asOwner, openDatabase } from '#composition';
import { type RecordedEvent, START } from '#event-sourcing';
import { loadConfig } from '#platform';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { greffe } from '../support/greffe.ts';

const NAME = ['--last-name', 'Ferrand', '--first-name', 'Nadia'];
const OFFICER = ['--role', 'caf-security', ...NAME, '--email', 'nadia.ferrand@caf.example'];
const CAF = ['--organism', '595', '--organism-name', 'Caf du Nord'];

const before = { ...process.env };
let folder: string;

beforeAll(async () => {
  folder = await newDataFolder('greffe-embedded-');
  process.env = { ...before, GREFFE_DATA_DIR: folder, GREFFE_DEMO: 'off' };
  delete process.env.DATABASE_URL;
  // As the first start does.
  await withRegister(async () => {}, loadConfig(process.env));
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true });
});

const said = () =>
  withRegister(async (_, { unobserved }) => (await unobserved.readAll({ after: START, limit: 1000 })).events);

/** As a release wrote it that did not encrypt yet. */
async function writeInClear(events: readonly RecordedEvent[]): Promise<void> {
  const opened = await openDatabase(loadConfig(process.env));
  await asOwner(opened, (owner) =>
    owner.transaction(async (sql) => {
      await sql.query('ALTER TABLE event_log.events DISABLE TRIGGER append_only');
      for (const { stream, revision, data } of events)
        await sql.query('UPDATE event_log.events SET data = $3 WHERE (stream, revision) = ($1, $2)', [
          ...[stream, revision, JSON.stringify(data)],
        ]);
      await sql.query('ALTER TABLE event_log.events ENABLE TRIGGER append_only');
    }),
  ).finally(opened.close);
}

const clearLines = async () => {
  const opened = await openDatabase(loadConfig(process.env));
  return asOwner(opened, async (owner) => {
    const { rows } = await owner.query(`SELECT FROM event_log.events WHERE data::text LIKE '%FERRAND%'`);
    return rows.length;
  }).finally(opened.close);
};

it('the stores that come with Greffe are encrypted by one command, by their owner, and go on', async () => {
  expect(await greffe('accounts', 'open', ...OFFICER, ...CAF)).toMatchObject({ code: 0 });
  const events = await said();
  await writeInClear(events);
  expect(await clearLines()).toBeGreaterThan(0);

  const encrypted = await greffe('store', 'encrypt', '--json');
  expect(encrypted).toMatchObject({ code: 0 });
  expect(JSON.parse(encrypted.out)[0].encrypted).toBeGreaterThan(0);
  expect(await clearLines()).toBe(0);
  expect((await said()).slice(0, events.length)).toEqual(events);
  expect(await greffe('store', 'drop-old', '--json')).toMatchObject({
    code: 0,
    out: `[{"dropped":${events.length}}]\n`,
  });
  const other = ['--role', 'caf-security', '--last-name', 'Haddad', '--first-name', 'Karim'];
  expect(await greffe('accounts', 'open', ...other, '--email', 'k.h@caf.example', ...CAF)).toMatchObject({
    code: 0,
  });
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0, err: '' });
}, 240_000);

it('they move to an EventStoreDB on the way, and from there to another one', async () => {
  const servers = [await EventStoreDbServer.start(), await EventStoreDbServer.start()] as const;
  const [first, second] = servers.map(({ connectionString }) => connectionString) as [string, string];
  const events = await said();
  await writeInClear(events);
  const moved = await greffe('store', 'encrypt', '--to', first, '--json');
  expect(moved).toMatchObject({ code: 0 });
  expect(JSON.parse(moved.out)).toMatchObject([{ events: events.length, held: 0 }]);
  expect(servers[0].log.everything().join()).not.toMatch(/FERRAND|HADDAD/);
  expect(await greffe('store', 'verify')).toMatchObject({ code: 1 });

  process.env.EVENTSTORE_URL = first;
  const content = (all: readonly RecordedEvent[]) => all.map(({ position: _, ...event }) => event);
  expect(content(await said()).slice(0, events.length)).toEqual(content(events));
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0, err: '' });
  expect(await greffe('store', 'encrypt', '--json')).toMatchObject({ code: 0, out: '[{"encrypted":0}]\n' });

  expect(await greffe('store', 'encrypt', '--to', second, '--json')).toMatchObject({ code: 0 });
  process.env.EVENTSTORE_URL = second;
  expect(await greffe('store', 'verify')).toMatchObject({ code: 0, err: '' });
  // Nothing was in clear any more: what was sealed stays.
  const replaced = (await said()).filter(({ type }) => type === 'LogReplaced');
  expect(replaced.map(({ revision }) => revision)).toEqual([0, 1]);
  for (const server of servers) await server.stop();
}, 240_000);
