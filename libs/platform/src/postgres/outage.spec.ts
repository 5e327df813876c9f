import { Database } from './database.ts';
import { isOutage } from './outage.ts';

describe('isOutage', () => {
  const failure = (url: string, query: string) => {
    const database = new Database(url, undefined, { poolSize: 1 });
    return database
      .query(query)
      .catch((error: unknown) => error)
      .finally(() => database.close());
  };
  const here = process.env.TEST_POSTGRES_URL!;

  it.each([
    ['a closed port', 'postgres://greffe@127.0.0.1:1/greffe', 'SELECT 1'],
    ['a socket that is gone', 'postgres://greffe@127.0.0.1:1/greffe?host=%2Fnowhere', 'SELECT 1'],
    ['an unknown host', 'postgres://greffe@nowhere.invalid/greffe', 'SELECT 1'],
    ['a connection that is cut', here, 'SELECT pg_terminate_backend(pg_backend_pid())'],
    ['an answer that comes too late', here, `SET statement_timeout = 1; SELECT pg_sleep(1)`],
    ['a stand-by', here, 'BEGIN READ ONLY; CREATE TABLE refused (n int)'],
  ])('is %s', async (_, url, query) => {
    expect(isOutage(await failure(url, query))).toBe(true);
  });

  it.each([
    ['a mistake in a statement', 'SELECT nothing'],
    ['a refused value', 'SELECT 1 / 0'],
  ])('is not %s', async (_, query) => {
    expect(isOutage(await failure(here, query))).toBe(false);
  });

  it('is nothing else that may be thrown', () => {
    for (const error of [undefined, 'text', new Error('other'), new TypeError('x')]) {
      expect(isOutage(error)).toBe(false);
    }
  });

  it('is a pool that has been closed', async () => {
    const database = new Database(here, undefined, { poolSize: 1 });
    await database.close();
    expect(isOutage(await database.query('SELECT 1').catch((error) => error))).toBe(true);
  });
});
