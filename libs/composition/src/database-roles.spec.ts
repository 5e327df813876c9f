import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type NewEvent, rebuild } from '#event-sourcing';
import {
  type Config,
  Database,
  loadConfig,
  makeProgramRole,
  OwnerNeeded,
  type Sql,
  startEmbeddedPostgres,
  systemActor,
} from '#platform';
import { newDataFolder } from '../../../test/support/data-folder.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.ts';
import { projections } from './contexts.ts';
import { type Engines, openEngines } from './engines.ts';
import { openDatabase, prepareTables } from './open-database.ts';

const ENVIRONMENT = {
  GREFFE_SECRET: 'a-secret-for-tests-alone-0123456789',
  GREFFE_MASTER_KEY: 'a-master-key-for-tests-alone-0123456789',
  GREFFE_DEMO: 'off',
  PORT: '0',
};
const NOT_ALLOWED = { code: '42501' };

const REFUSED = [
  `UPDATE event_log.events SET data = '{}'`,
  'DELETE FROM event_log.events',
  'TRUNCATE event_log.events',
  'ALTER TABLE event_log.events DISABLE TRIGGER append_only',
  'DROP TRIGGER append_only ON event_log.events',
  'CREATE OR REPLACE FUNCTION event_log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
  'DROP TABLE event_log.events',
  'ALTER SCHEMA event_log RENAME TO other',
  'CREATE TABLE event_log.more (n int)',
  'CREATE TRIGGER drop_it BEFORE INSERT ON event_log.events EXECUTE FUNCTION event_log.refuse_change()',
  `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata, recorded_at)
   VALUES (1, 'a-1', 0, gen_random_uuid(), 'A', 1, '{}', '{}', '2020-01-01')`,
  // Where no transaction has been, nobody who follows the log would see it, and its stream would show it.
  `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
   VALUES (9000000000000000, 'a-1', 0, gen_random_uuid(), 'A', 1, '{}', '{}')`,
  `INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
   VALUES (1, 'a-1', 0, gen_random_uuid(), 'A', 1, '{}', '{}')`,
  'UPDATE event_log.cluster SET transaction_offset = 7',
  'SET session_replication_role TO replica',
  `UPDATE sealing.signed_heads SET note = 'another'`,
  'DELETE FROM sealing.signed_heads',
  'TRUNCATE sealing.signed_heads, sealing.public_keys',
  `INSERT INTO platform.migrations (component, step) VALUES ('event-log', 99)`,
];

const anAttempt = (): NewEvent => {
  const id = crypto.randomUUID();
  const where = { address: null, userAgent: null, sessionId: null, count: 1, retryAt: null };
  return {
    id,
    type: 'LoginAttempted',
    data: { userCode: null, identifierHash: 'none', organism: null, outcome: 'unknown-code', ...where },
    metadata: {
      correlationId: id,
      causationId: id,
      actor: systemActor('test'),
      occurredAt: '2026-11-28T10:00:00.000Z',
    },
  };
};

/** What the program does all day, and what it may not. */
function itMayAddAndNoMore(engines: () => Engines) {
  it('appends and reads', async () => {
    const { store } = engines();
    const stream = 'connections-unknown-none';
    await store.append(stream, 'none', [anAttempt()]);
    await store.append(stream, 'any', [anAttempt()]);
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it.each(REFUSED)('is refused %s', async (statement) => {
    await expect(engines().database.query(statement)).rejects.toMatchObject(NOT_ALLOWED);
  });

  it('builds every read model anew', async () => {
    const { database, store } = engines();
    for (const projection of projections) expect(await rebuild(database, store, projection)).toBe(true);
  });
}

describe('on an embedded PostgreSQL of an earlier release, which had one role', () => {
  let dataDir: string;
  let engines: Engines;
  const config = () => loadConfig({ ...ENVIRONMENT, GREFFE_DATA_DIR: dataDir });
  beforeAll(async () => {
    dataDir = await newDataFolder('greffe-roles-');
    const earlier = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
    await (await openEngines(loadConfig({ ...ENVIRONMENT, DATABASE_URL: earlier.url }))).close();
    await earlier.stop();
    engines = await openEngines(config());
  });
  afterAll(async () => {
    await engines.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  itMayAddAndNoMore(() => engines);

  it('takes another password for the program when its file is removed', async () => {
    const { url } = engines.database;
    await engines.close();
    await rm(join(dataDir, 'postgres', 'program-password'));
    engines = await openEngines(config());
    expect(new URL(engines.database.url).password).not.toBe(new URL(url).password);
    await engines.store.head();
  });
});

describe('on a PostgreSQL of the operator’s', () => {
  const suffix = crypto.randomUUID().slice(0, 8);
  const [owner, program] = [`owner_${suffix}`, `program_${suffix}`];
  let db: TestDatabase;
  let engines: Engines | undefined;

  const urlFor = (role: string) => Object.assign(new URL(db.url), { username: role, password: 'right' }).href;
  const config = (variables: object): Config => loadConfig({ ...ENVIRONMENT, ...variables });
  const ofProgram = () => config({ DATABASE_URL: urlFor(program) });
  const ofBoth = () => config({ DATABASE_URL: urlFor(program), MIGRATIONS_DATABASE_URL: urlFor(owner) });
  const migrate = async () => {
    const opened = await openDatabase(ofBoth());
    await prepareTables(opened, ofBoth()).finally(opened.close);
  };
  const asAdministrator = (work: (sql: Sql) => Promise<unknown>) => work(db.database);

  beforeAll(async () => {
    db = await testDatabase();
    await asAdministrator(async (sql) => {
      const { rows } = await sql.query('SELECT current_database() AS name');
      await sql.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'right'; CREATE ROLE ${program} LOGIN PASSWORD 'right';
        GRANT ${program} TO ${owner}; ALTER DATABASE ${rows[0]!.name} OWNER TO ${owner}`);
    });
  });
  afterAll(async () => {
    await engines?.close();
    const admin = new Database(process.env.TEST_POSTGRES_URL!);
    await db.drop();
    await admin.query(`DROP ROLE ${program}, ${owner}`);
    await admin.close();
  });

  it('waits for its owner to make the tables', async () => {
    await expect(openEngines(ofProgram())).rejects.toThrow(OwnerNeeded);
    await migrate();
    await migrate();
    engines = await openEngines(ofProgram());
  });

  itMayAddAndNoMore(() => engines!);

  it('goes on where the log comes from a server that had numbered its transactions further', async () => {
    await asAdministrator((sql) =>
      sql.query('UPDATE event_log.cluster SET transaction_offset = transaction_offset + 1000'),
    );
    const { store } = engines!;
    const stream = 'connections-unknown-none';
    const { revision } = await store.append(stream, 'any', [anAttempt()]);
    expect(await store.readStream(stream)).toHaveLength(revision + 1);
  });

  it('takes the log from a role that has made and owned all of it', async () => {
    await engines!.close();
    await asAdministrator((sql) =>
      sql.query(`
      DO $$ DECLARE thing record; BEGIN
        FOR thing IN SELECT nspname FROM pg_namespace WHERE nspname IN ('event_log', 'sealing', 'platform') LOOP
          EXECUTE format('ALTER SCHEMA %I OWNER TO ${program}', thing.nspname);
        END LOOP;
        FOR thing IN SELECT oid::regclass AS name FROM pg_class
          WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('event_log', 'sealing', 'platform') LOOP
          EXECUTE format('ALTER TABLE %s OWNER TO ${program}', thing.name);
        END LOOP;
        FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'event_log'::regnamespace LOOP
          EXECUTE format('ALTER ROUTINE %s OWNER TO ${program}', thing.name);
        END LOOP;
      END $$`),
    );
    await migrate();
    engines = await openEngines(ofProgram());
    for (const statement of REFUSED) {
      await expect(engines.database.query(statement)).rejects.toMatchObject(NOT_ALLOWED);
    }
  });

  it('leaves the program its password where its address has none, as where a file of PostgreSQL holds it', async () => {
    const withoutPassword = Object.assign(new URL(urlFor(program)), { password: '' }).href;
    await asAdministrator((sql) => makeProgramRole(sql, withoutPassword));
    const asProgram = new Database(urlFor(program));
    await asProgram.query('SELECT 1').finally(() => asProgram.close());
  });

  it('refuses to be its own owner', () => {
    const [DATABASE_URL, MIGRATIONS_DATABASE_URL] = [urlFor(owner), urlFor(owner)];
    expect(() => config({ DATABASE_URL, MIGRATIONS_DATABASE_URL })).toThrow('names another user');
    expect(() => config({ MIGRATIONS_DATABASE_URL })).toThrow('names another user');
  });
});
