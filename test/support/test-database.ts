import { createHash, randomUUID } from 'node:crypto';
import { Database } from '../../libs/platform/src/postgres/database.ts';

/** A database of one suite's own. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes `database` and drops it on the server, whatever connections are still open. */
  drop(): Promise<void>;
}

/** What a fresh database starts from: prepared once in the whole run, then copied. */
export interface Template {
  /** Names the template within the run: the same name means the same `prepare`. */
  readonly name: string;
  prepare(database: Database): Promise<void>;
}

/**
 * A fresh database, empty or a copy of `template`. Call it in `beforeAll`, and `drop` in `afterAll`:
 *
 *     let db: TestDatabase;
 *     beforeAll(async () => { db = await testDatabase({ name: 'event-store', prepare: migrate }); });
 *     afterAll(() => db.drop());
 */
export async function testDatabase(template?: Template): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(async (admin) => {
    const source = template ? await prepared(admin, template) : 'template1';
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  });
  const url = withDatabase(server, name);
  const database = new Database(url);
  return {
    database,
    url,
    drop: async () => {
      await database.close();
      await onServer((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Makes the template once, though several workers ask for it at the same moment. */
async function prepared(admin: Database, { name, prepare }: Template): Promise<string> {
  const template = `template_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  await admin.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock(hashtext($1))', [template]);
    const known = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (known.rowCount) return;
    const draft = `${template}_draft`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft}`);
    const database = new Database(withDatabase(serverUrl(), draft));
    await prepare(database).finally(() => database.close());
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
  });
  return template;
}

async function onServer<T>(work: (admin: Database) => Promise<T>): Promise<T> {
  const admin = new Database(serverUrl(), undefined, { poolSize: 2 });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (!url) throw new Error('No TEST_POSTGRES_URL: jest sets it in test/support/global-setup.js');
  return url;
}

function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
