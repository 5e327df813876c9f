import { once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { byAddress } from '../../../../test/support/by-address.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Database } from './database.ts';
import { isOutage } from './outage.ts';

describe('Database', () => {
  let db: TestDatabase;
  const errors: Error[] = [];
  let database: Database;
  beforeAll(async () => {
    db = await testDatabase();
    await db.database.query('CREATE TABLE kept (n int)');
  });
  afterAll(() => db.drop());
  beforeEach(() => {
    errors.length = 0;
    database = new Database(db.url, (error) => errors.push(error), { poolSize: 1 });
  });
  afterEach(() => database.close());

  const backend = async (): Promise<number> =>
    (await database.query('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
  const terminate = (pid: number) => db.database.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
  const statementsOf = async (pid: number) =>
    (await db.database.query(`SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'active'`, [pid])).rows;
  const kept = async () => (await database.query('SELECT n FROM kept ORDER BY n')).rows.map(({ n }) => n);

  it('keeps a connection on which a statement failed', async () => {
    const before = await backend();
    await expect(database.query('SELECT 1 / 0')).rejects.toThrow('zero');
    await expect(database.transaction((sql) => sql.query('SELECT 1 / 0'))).rejects.toThrow('zero');
    expect(await backend()).toBe(before);
  });

  it('fails with a trace that leads to who asked', async () => {
    async function whoAsks() {
      await database.query('SELECT 1 / 0');
    }
    const failure = await whoAsks().catch((error: Error) => error);
    expect(failure).toHaveProperty('stack', expect.stringContaining('whoAsks'));
  });

  it('has the server notice within seconds that this machine is gone', async () => {
    const distant = new Database(byAddress(db.url).href);
    const { rows } = await distant.query(
      `SELECT name, setting::int FROM pg_settings WHERE name LIKE 'tcp_keepalives%' ORDER BY name`,
    );
    await distant.close();
    expect(rows.map(({ setting }) => setting)).toEqual([3, 10, 5]);
  });

  it('commits all of a transaction or nothing', async () => {
    await database.transaction(async (sql) => {
      await sql.query('INSERT INTO kept VALUES (1)');
      await sql.query('INSERT INTO kept VALUES (2)');
    });
    const half = database.transaction(async (sql) => {
      await sql.query('INSERT INTO kept VALUES (3)');
      throw new Error('no');
    });
    await expect(half).rejects.toThrow('no');
    expect(await kept()).toEqual([1, 2]);
  });

  it('writes what was decided upon what is there, or nothing, and keeps the connection', async () => {
    await database.query('DELETE FROM kept');
    const before = await backend();
    const readThenWrite = async (first: string, read: string, write: string | null) => {
      const { result, written } = await database.readThenWrite<{ n: number }, number>(
        first,
        { text: read },
        (rows) => ({
          write: write === null ? null : { text: write, values: [rows.length + 1] },
          result: rows.length,
        }),
      );
      await written;
      return result;
    };
    const [read, write] = ['SELECT n FROM kept', 'INSERT INTO kept VALUES ($1)'];
    expect(await readThenWrite('', read, write)).toBe(0);
    expect(await readThenWrite('', read, write)).toBe(1);
    expect(await readThenWrite('', read, null)).toBe(2);
    await expect(readThenWrite('SELECT 1 / 0', read, write)).rejects.toThrow('zero');
    await expect(readThenWrite('', 'SELECT 1 / 0 AS n', write)).rejects.toThrow('zero');
    await expect(readThenWrite('INSERT INTO kept VALUES (9)', read, 'SELECT 1 / ($1 - 4)')).rejects.toThrow(
      'zero',
    );
    const { rows } = await database.query('SELECT pg_current_xact_id_if_assigned() AS id');
    expect([await kept(), rows[0]!.id, await backend()]).toEqual([[1, 2], null, before]);
  });

  it('runs statements one after the other, each of which sees what those before it have done', async () => {
    const before = await backend();
    const add = (n: number) => ({ text: 'INSERT INTO kept VALUES ($1)', values: [n] });
    const count = { text: 'SELECT count(*)::int AS n FROM kept WHERE n > 100' };
    const answers = await database.queryAll<{ n: number }>([add(101), count, add(102), count]);
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual([undefined, 1, undefined, 2]);
    const broken = database.queryAll([{ text: 'SELECT 1 / 0' }, add(103)]);
    await expect(broken).rejects.toThrow('zero');
    expect((await database.query(count)).rows[0]!.n).toBe(3);
    expect(await backend()).toBe(before);
  });

  it('sends what is asked at the same time in one piece', async () => {
    const written = jest.spyOn(Socket.prototype as unknown as { _writev: () => void }, '_writev');
    await database.query('SELECT 1');
    written.mockClear();
    await database.queryAll([{ text: 'SELECT $1::int', values: [1] }, { text: 'SELECT 2' }]);
    const { written: isWritten } = await database.readThenWrite(
      '',
      { text: 'SELECT $1::int', values: [1] },
      () => ({ write: { text: 'SELECT $1::int', values: [1] }, result: null }),
    );
    await isWritten;
    expect(written).toHaveBeenCalledTimes(3);
    written.mockRestore();
  });

  it('hears of a connection lost while idle, and replaces it', async () => {
    const before = await backend();
    await terminate(before);
    await eventually(() => errors.length > 0);
    expect(await backend()).not.toBe(before);
  });

  it('survives a connection lost in a transaction that is waiting for something else', async () => {
    const lost = database.transaction(async (sql) => {
      const { rows } = await sql.query('SELECT pg_backend_pid() AS pid');
      await terminate(rows[0]!.pid);
      await eventually(async () => (await db.database.query('SELECT 1')).rowCount);
      await sql.query('SELECT 1');
    });
    await expect(lost).rejects.toThrow(/terminat|not queryable/);
    await expect(backend()).resolves.toEqual(expect.any(Number));
  });

  it('waits for an answer as long as the statement says, and lends no connection that is still at it', async () => {
    const unanswered = database.query({ text: 'SELECT pg_sleep(60)', query_timeout: 100 });
    const error = await unanswered.catch((reason: unknown) => reason);
    expect(isOutage(error)).toBe(true);
    expect(await kept()).toEqual(expect.any(Array));
  });

  it('ends a statement on the server when nobody wants its answer any more, and keeps the connection', async () => {
    const before = await backend();
    const leaving = new AbortController();
    const unwanted = database.query({ text: 'SELECT pg_sleep(60)', signal: leaving.signal });
    const outcome = expect(unwanted).rejects.toThrow('gone');
    await eventually(async () => (await statementsOf(before)).length > 0);
    leaving.abort(new Error('gone'));
    await outcome;
    // The client is told first; the server shows it a moment later.
    await eventually(async () => (await statementsOf(before)).length === 0);
    expect(await backend()).toBe(before);
    await expect(database.query({ text: 'SELECT 1', signal: leaving.signal })).rejects.toThrow('gone');
  });

  it('waits for no answer for ever, neither lent nor dedicated, and ends a transaction at once', async () => {
    const impatient = new Database(db.url, undefined, { answerMs: 200 });
    const connection = await impatient.dedicated();
    const unanswered = [
      impatient.query('SELECT pg_sleep(60)'),
      impatient.transaction((sql) => sql.query('SELECT pg_sleep(60)')),
      connection.query('SELECT pg_sleep(60)'),
    ];
    await Promise.all(unanswered.map((each) => expect(each).rejects.toThrow('Query read timeout')));
    await connection.end();
    await impatient.close();
  });

  it('makes another connection for who waits, as soon as one is given up', async () => {
    const impatient = new Database(db.url, undefined, { poolSize: 1, answerMs: 1000 });
    const unanswered = impatient.query('SELECT pg_sleep(60)');
    const next = impatient.query('SELECT 1 AS n');
    await expect(unanswered).rejects.toThrow('Query read timeout');
    expect((await next).rows).toEqual([{ n: 1 }]);
    await impatient.close();
  });

  it('does not lend a connection again whose transaction could not be undone in time', async () => {
    const impatient = new Database(db.url, undefined, { poolSize: 1, answerMs: 500 });
    const failing = impatient.transaction((sql) =>
      Promise.all([Promise.reject(new Error('ours')), sql.query('SELECT pg_sleep(60)')]),
    );
    await expect(failing).rejects.toThrow('ours');
    expect((await impatient.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    await impatient.close();
  });

  it('lends a connection again once all that was sent together is answered', async () => {
    const single = new Database(db.url, undefined, { poolSize: 1 });
    const started = Date.now();
    await expect(
      single.queryAll([{ text: 'SELECT 1 / 0' }, { text: 'SELECT pg_sleep(0.5)' }]),
    ).rejects.toThrow('zero');
    expect(Date.now() - started).toBeGreaterThan(400);
    await single.close();
  });

  it('does not lend a connection again that was lost during a statement', async () => {
    const pid = await backend();
    const sleeping = database.query('SELECT pg_sleep(10)');
    const outcome = expect(sleeping).rejects.toThrow('terminat');
    await eventually(
      async () =>
        (await db.database.query(`SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'active'`, [pid]))
          .rowCount,
    );
    await terminate(pid);
    await outcome;
    expect(await backend()).not.toBe(pid);
  });

  it('survives a server that stops at the very moment it lets us in', async () => {
    const stopping = createServer((socket) => {
      socket.once('data', () => socket.end(Buffer.concat([LET_IN, READY, STOPPING])));
    }).listen(0, '127.0.0.1');
    await once(stopping, 'listening');
    const { port } = stopping.address() as AddressInfo;
    const stopped = new Database(`postgres://greffe@127.0.0.1:${port}/greffe`);
    try {
      const error = await stopped.query('SELECT 1').catch((reason: unknown) => reason);
      expect(isOutage(error)).toBe(true);
    } finally {
      await stopped.close();
      stopping.close();
    }
  });
});

/** What PostgreSQL says: a letter, the length of all but the letter, the content. */
const message = (letter: string, content: string) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + content.length);
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(content)]);
};
const LET_IN = message('R', '\0\0\0\0');
const READY = message('Z', 'I');
const STOPPING = message('E', 'SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0');
