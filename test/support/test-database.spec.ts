import { Database } from '#platform';
import { type TestDatabase, testDatabase } from './test-database.ts';

const template = {
  name: 'test-database.spec',
  prepare: async (database: Database) => {
    await database.query('CREATE TABLE prepared (id int)');
  },
};

describe('testDatabase', () => {
  const opened: TestDatabase[] = [];
  const open = async (...options: Parameters<typeof testDatabase>) => {
    const db = await testDatabase(...options);
    opened.push(db);
    return db;
  };
  afterAll(() => Promise.all(opened.map((db) => db.drop())));

  it('is a real PostgreSQL 18 in UTF-8, with French accents sorted on demand', async () => {
    const { database } = await open();
    const { rows } = await database.query<{ version: string; encoding: string; zone: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
              current_setting('TimeZone') AS zone`,
    );
    expect(rows[0]).toEqual({ version: expect.stringMatching(/^18\./), encoding: 'UTF8', zone: 'UTC' });
    const sorted = await database.query<{ word: string }>(
      `SELECT word FROM unnest(ARRAY['zèbre', 'école', 'eau', 'Étude']) word ORDER BY word COLLATE "fr-x-icu"`,
    );
    expect(sorted.rows.map(({ word }) => word)).toEqual(['eau', 'école', 'Étude', 'zèbre']);
  });

  it('gives every suite its own database', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await one.database.query('CREATE TABLE mine (id int)');
    const { rows } = await two.database.query(`SELECT to_regclass('mine') AS "table"`);
    expect(rows[0]).toEqual({ table: null });
  });

  it('prepares a template once, however many ask for it together', async () => {
    let prepared = 0;
    const prepare: typeof template.prepare = async (database) => {
      prepared++;
      await template.prepare(database);
    };
    const copies = await Promise.all([1, 2, 3].map(() => open({ ...template, prepare })));
    expect(prepared).toBe(1);
    for (const { database } of copies) {
      await expect(database.query('SELECT FROM prepared')).resolves.toMatchObject({ rowCount: 0 });
    }
  });

  it('drops the database though a connection is still open', async () => {
    const db = await testDatabase();
    const held = await new Database(db.url).dedicated();
    await db.drop();
    await expect(held.query('SELECT 1')).rejects.toThrow();
  });
});
