import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFollowers } from '#composition';
import { formatPosition, ProjectionProgress, START } from '#event-sourcing';
import { withRegister } from '../../apps/greffe/src/with-register.ts';
import { EventStoreDbServer } from '../eventstoredb/server.ts';
import { rebuilds } from '../faults/audit.ts';
import { eventually } from '../support/eventually.ts';
import { greffe } from '../support/greffe.ts';
import { newestPosition } from '../support/newest-position.ts';
import { SmallRegister } from '../support/small-register.ts';
import { type TestDatabase, testDatabase } from '../support/test-database.ts';

const NAME = ['--last-name', 'Ferrand', '--first-name', 'Nadia'];
const OFFICER = ['--role', 'caf-security', ...NAME, '--email', 'nadia.ferrand@caf.example'];
const CAF = ['--organism', '595', '--organism-name', 'Caf du Nord'];

let db: TestDatabase;
let server: EventStoreDbServer;
let correspondent: string;
/** The code that was opened while nobody followed. */
let officer: string;
/** What `greffe store verify` says of the log when it leaves PostgreSQL. */
let verified: { events: number; streams: number; digest: string; faults: number };

beforeAll(async () => {
  db = await testDatabase();
  server = await EventStoreDbServer.start();
  Object.assign(process.env, {
    DATABASE_URL: db.url,
    GREFFE_SECRET: 'a-secret-for-tests-that-is-long-enough',
    GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456',
  });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

/** What a call prints that ends well. */
async function printed(...args: string[]) {
  const { code, out, err } = await greffe(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

const refusal = (sentence: string, code = 1) => ({ code, out: '', err: `greffe: ${sentence}\n` });

/** Does `work` with the read models and reactors running, and stops them when they have come to the end of the log. */
function atWork(work: (register: SmallRegister) => Promise<unknown>): Promise<void> {
  return withRegister(async (app, engines) => {
    const followers = startFollowers(app, engines);
    try {
      await work(new SmallRegister(app));
      await eventually(async () => {
        const checkpoints = await app.get(ProjectionProgress).checkpoints();
        const { store, database, config } = engines;
        const newest = await (config.eventStoreUrl ? store.head() : newestPosition(database));
        expect(checkpoints).toHaveLength(followers.all.length);
        return checkpoints.every(({ position }) => position >= newest);
      });
    } finally {
      await followers.stop();
    }
  });
}

/** Waits until readers of the log in PostgreSQL see all that is written. */
const shown = () =>
  withRegister((_, { store, database }) =>
    eventually(async () => (await store.head()) >= (await newestPosition(database))),
  );

/** What `greffe projections status` says of each read model. */
async function status<Field extends 'lagEvents' | 'state'>(field: Field) {
  const rows: ({ name: string } & Record<Field, unknown>)[] = await printed('projections', 'status');
  return Object.fromEntries(rows.map((row) => [row.name, row[field]]));
}
const lags = () => status('lagEvents');

async function mails(): Promise<string[]> {
  const { rows } = await db.database.query<{ mail: string }>(
    `SELECT template || ' to ' || user_code AS mail FROM notifications.outbox ORDER BY 1`,
  );
  return rows.map(({ mail }) => mail);
}

describe('the log in PostgreSQL', () => {
  beforeAll(async () => {
    await atWork(async (register) => {
      await register.convention();
      correspondent = await register.staff('gestionnaire', 'Théodule Vandenbroucke');
      await register.agent('Apolline', 'Quintefeuille', 'activity');
    });
    [{ code: officer }] = await printed('accounts', 'open', ...OFFICER, ...CAF);
    await shown();
  });

  it('is verified: how many events and streams, and their digest', async () => {
    [verified] = await printed('store', 'verify');
    const { rows } = await db.database.query(
      'SELECT count(*)::int AS events, count(DISTINCT stream)::int AS streams, 0 AS faults FROM event_log.events',
    );
    expect(verified).toEqual({ ...rows[0], digest: expect.stringMatching(/^[0-9a-f]{64}$/) });

    const { code, out } = await greffe('store', 'verify');
    const { events, streams, digest } = verified;
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ +/))).toEqual([
      ['events', 'streams', 'digest', 'faults'],
      [String(events), String(streams), digest, '0'],
      [''],
    ]);
  });

  it('that is not in order fails, with a line for each fault', async () => {
    const renumber = (by: number) =>
      db.database.query(`
        ALTER TABLE event_log.events DISABLE TRIGGER append_only;
        UPDATE event_log.events SET revision = revision + ${by} WHERE stream = 'account-${officer}';
        ALTER TABLE event_log.events ENABLE TRIGGER append_only`);
    await renumber(10);
    const { code, out, err } = await greffe('store', 'verify', '--json');
    await renumber(-10);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ events: verified.events, faults: 1 }]);
    expect(err).toBe(`account-${officer} 10: follows revision -1\ngreffe: le journal n’est pas en ordre\n`);
  });

  it('is told from a PostgreSQL that is newer than it, and from a read model of another release', async () => {
    const change = (name: string, set: string, value: unknown) =>
      db.database.query(`UPDATE followers.checkpoints SET ${set} = $2 WHERE name = $1`, [name, value]);
    const { rows } = await db.database.query('SELECT * FROM followers.checkpoints');
    const was = (wanted: string) => rows.find(({ name }) => name === wanted)!;

    await change('journal', 'version', 0);
    await change('accounts', 'position', formatPosition(2n ** 62n, 0n));
    expect(await status('state')).toMatchObject({
      journal: 'other-version',
      accounts: 'ahead-of-log',
      conventions: 'current',
    });
    const { code, err } = await greffe('store', 'verify');
    await change('accounts', 'position', was('accounts').position);
    await change('journal', 'version', was('journal').version);
    expect(code).toBe(1);
    expect(err).toContain('the checkpoint of accounts is beyond the end of the log');
  });

  it('has its reactors set back, on record, where one is beyond its end', async () => {
    const { rows } = await db.database.query(
      `SELECT position FROM followers.checkpoints WHERE name = 'send-notices'`,
    );
    await db.database.query(`UPDATE followers.checkpoints SET position = $1 WHERE name = 'send-notices'`, [
      formatPosition(2n ** 64n - 1n, 2n ** 64n - 1n),
    ]);
    const stateOf = async () =>
      (await printed('reactors', 'status')).find(({ name }: { name: string }) => name === 'send-notices')
        .state;
    expect(await stateOf()).toBe('ahead-of-log');
    const rewind = (name: string, to: string) =>
      greffe('reactors', 'rewind', name, '--to', to, '--reason', 'Serveur 24.10.4');
    expect(await rewind('nobody', START)).toEqual(refusal('réacteur inconnu\u00a0: nobody'));
    expect(await rewind('send-notices', 'demain')).toEqual(
      refusal('«\u00a0demain\u00a0» n’est pas une position du journal'),
    );
    expect(await rewind('send-notices', rows[0]!.position)).toMatchObject({ code: 0, err: '' });
    expect(await stateOf()).toBe('in-log');
    const { rows: recorded } = await db.database.query(
      `SELECT type FROM event_log.events WHERE stream = 'reactor-send-notices'`,
    );
    expect(recorded).toEqual([{ type: 'ReactorRewound' }]);
    await shown();
    verified = (await printed('store', 'verify'))[0];
  });

  it('stays where it is when it is sent nowhere, or to a server that is too old', async () => {
    expect(await greffe('store', 'copy', '--to', 'http://eventstore:2113')).toEqual(
      refusal('--to must be an esdb:// address (also for KurrentDB)', 2),
    );
    const old = await EventStoreDbServer.start({ generation: '22.10' });
    const folder = mkdtempSync(join(tmpdir(), 'greffe-address-'));
    const file = join(folder, 'eventstore-url');
    writeFileSync(file, `${old.connectionString}\n`);
    expect(await greffe('store', 'copy', '--to', file)).toEqual(
      refusal(
        'EventStoreDB 22.10.5 does not tell readers when they have caught up: 23.10 or later is needed',
      ),
    );
    rmSync(folder, { recursive: true });
    await old.stop();
    expect(await printed('store', 'verify')).toEqual([verified]);
  });
});

describe('the log moved to EventStoreDB', () => {
  beforeAll(async () => {
    const { events, digest } = verified;
    expect(await printed('store', 'copy', '--to', server.connectionString)).toEqual([
      { events, held: 0, digest },
    ]);
  });

  it('is not looked for in PostgreSQL any more', async () => {
    const elsewhere = refusal('This register has moved to EventStoreDB: EVENTSTORE_URL must name it');
    expect(await greffe('store', 'verify')).toEqual(elsewhere);
    expect(await greffe('store', 'copy', '--to', server.connectionString)).toEqual(elsewhere);
    expect(await greffe('projections', 'status')).toEqual(elsewhere);
    process.env.EVENTSTORE_URL = server.connectionString;
    expect(await printed('store', 'verify')).toEqual([verified]);
  });

  it('is followed from where everybody stood: nothing is missed, nothing done again', async () => {
    expect(await lags()).toMatchObject({ accounts: 2, conventions: 0, habilitations: 0 });
    // What has an effect once shows a second time only where the first effect is gone.
    await db.database.query('DELETE FROM notifications.outbox');
    await atWork(async () => {});
    expect(await mails()).toEqual([`activation-code to ${officer}`, `activation-link to ${officer}`]);
    expect(await printed('store', 'verify')).toEqual([verified]);
    expect(new Set(Object.values(await lags()))).toEqual(new Set([0]));
  });

  it('goes on, with its read models and its reactors', async () => {
    await db.database.query('DELETE FROM notifications.outbox');
    let agent = '';
    await atWork(async (register) => {
      agent = await register.agent('Maud', 'Delattre', 'financial');
    });
    expect(await mails()).toEqual([
      `activation-code to ${agent}`,
      `activation-link to ${agent}`,
      `habilitation-granted to ${correspondent}`,
    ]);
  });

  it('gives the same read models again', async () => {
    await db.database.query(`UPDATE accounts.accounts SET name = 'Personne'`);
    const seen = server.log.events.filter(({ stream }) => /^(account|connections)-/.test(stream));
    expect(await printed('projections', 'rebuild', 'accounts')).toEqual([
      { projection: 'accounts', events: seen.length },
    ]);
    await withRegister(async (_, engines) => expect(await rebuilds(engines)).toEqual([]));
  });

  it('has no read model of another name', async () => {
    expect(await greffe('projections', 'rebuild', 'personne')).toEqual(
      refusal('modèle de lecture inconnu : personne'),
    );
  });
});
