import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { migrate } from './migrations.ts';

describe('migrate', () => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = await testDatabase();
  });
  afterEach(() => db.drop());

  const create = 'CREATE TABLE things (n int); INSERT INTO things VALUES (1)';
  const things = async () =>
    (await db.database.query('SELECT n FROM things ORDER BY n')).rows.map(({ n }) => n);

  it('runs each step once, though many processes start together', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrate(db.database, 'things', [create])));
    await migrate(db.database, 'things', [create]);
    expect(await things()).toEqual([1]);
  });

  it('goes on with the steps that are new, and tells components apart', async () => {
    await migrate(db.database, 'things', [create]);
    await migrate(db.database, 'things', [create, 'INSERT INTO things VALUES (2)']);
    await migrate(db.database, 'other', ['INSERT INTO things VALUES (3)']);
    expect(await things()).toEqual([1, 2, 3]);
  });

  it('leaves everything as it was when a step fails', async () => {
    await expect(migrate(db.database, 'things', [create, 'SELECT 1 / 0'])).rejects.toThrow('zero');
    await migrate(db.database, 'things', [create]);
    expect(await things()).toEqual([1]);
  });
});
