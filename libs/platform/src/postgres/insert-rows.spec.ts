import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { insertRows } from './insert-rows.ts';

describe('insertRows', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.query(
      'CREATE TABLE kinds (place int, word text, share float8, at timestamptz, said jsonb)',
    );
  });
  beforeEach(async () => {
    await db.database.query('TRUNCATE kinds');
  });
  afterAll(() => db.drop());

  const insert = insertRows('kinds', {
    place: 'int',
    word: 'text',
    share: 'float8',
    at: 'timestamptz',
    said: 'jsonb',
  });
  const kept = async () => (await db.database.query('SELECT * FROM kinds ORDER BY place')).rows;

  it('keeps every text as it is, whatever stands beside it', async () => {
    const words = ['', 'null', 'NULL', 'a,b', '{a}', ' spaces ', 'é « » 🙂', `l'on`, 'a\u2028b'];
    const escaped = ['"', '\\', '\\n', 'a\nb\tc', '\u0001', "'"];
    for (const some of [words, escaped, [...words, ...escaped]]) {
      await db.database.query('TRUNCATE kinds');
      const nothing = { share: null, at: null, said: null };
      await insert(
        db.database,
        some.map((word, place) => ({ place, word, ...nothing })),
      );
      expect((await kept()).map(({ word }) => word)).toEqual(some);
    }
  });

  it('keeps nothing, numbers, moments and JSON as they are', async () => {
    const at = new Date('2026-06-10T10:00:00.123Z');
    const said = { words: ['a "quoted" one', {}], none: null };
    await insert(db.database, [
      { place: 1, word: null, share: undefined, at: null, said: null },
      { place: 2, word: 'b', share: 0.1, at, said },
      { place: -3, word: 'c', share: Number.NaN, at: at.toISOString(), said: { n: 1 } },
    ]);
    expect(await kept()).toEqual([
      { place: -3, word: 'c', share: Number.NaN, at, said: { n: 1 } },
      { place: 1, word: null, share: null, at: null, said: null },
      { place: 2, word: 'b', share: 0.1, at, said },
    ]);
  });
});
