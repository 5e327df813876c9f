import { once } from 'node:events';
import type pg from 'pg';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { heldLocks, keepRunningExclusively, runIfFree } from './exclusive.ts';

/** A timer may go off a little before its time. */
const TIMER_EARLY_MS = 2;

describe('exclusive work', () => {
  let db: TestDatabase;
  let stops: (() => Promise<void>)[];
  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.drop());
  beforeEach(() => {
    stops = [];
  });
  afterEach(() => Promise.all(stops.map((stop) => stop())));

  /** One of several processes that want to do the work `name`. */
  function process(name: string, work = (_: pg.Client, signal: AbortSignal) => untilAborted(signal)) {
    const stopped = new AbortController();
    const seen = { active: false, pid: 0, runs: 0, errors: [] as unknown[] };
    const running = keepRunningExclusively(
      db.database,
      name,
      async (connection, signal) => {
        seen.runs++;
        seen.pid = (await connection.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
        await work(connection, signal);
      },
      {
        signal: stopped.signal,
        onError: (error) => seen.errors.push(error),
        onActive: (active) => {
          seen.active = active;
          seen.pid = 0;
        },
      },
    );
    const stop = () => {
      stopped.abort();
      return running;
    };
    stops.push(stop);
    return { seen, stop };
  }
  const kill = (pid: number) => db.database.query('SELECT pg_terminate_backend($1)', [pid]);

  it('is done by one process at a time, whatever its name', async () => {
    const candidates = [process('work'), process('work'), process('work'), process('other')];
    await eventually(() => candidates[3]!.seen.active);
    await eventually(() => candidates.slice(0, 3).some(({ seen }) => seen.active));
    expect(candidates.slice(0, 3).filter(({ seen }) => seen.active)).toHaveLength(1);
  });

  it('is taken over when the process stops', async () => {
    const first = process('work');
    await eventually(() => first.seen.active);
    const second = process('work');
    await first.stop();
    expect(first.seen.active).toBe(false);
    await eventually(() => second.seen.active, 3000);
  });

  it('is taken over when the connection is lost, by which the first knows', async () => {
    const first = process('work');
    await eventually(() => first.seen.pid);
    const second = process('work');
    for (let round = 0; round < 3; round++) {
      const active = await eventually(() => [first, second].find(({ seen }) => seen.pid));
      const { pid, runs } = active!.seen;
      await kill(pid);
      await eventually(() => !active!.seen.active || active!.seen.runs > runs, 1000);
      await eventually(() => first.seen.pid || second.seen.pid, 3000);
    }
    expect([first, second].filter(({ seen }) => seen.active)).toHaveLength(1);
  });

  it('is taken up again after a failure', async () => {
    const { seen } = process('work', async (_, signal) => {
      if (seen.runs < 3) throw new Error(`failure ${seen.runs}`);
      await untilAborted(signal);
    });
    await eventually(() => seen.runs === 3 && seen.active);
    expect(seen.errors).toEqual([new Error('failure 1'), new Error('failure 2')]);
  });

  it('is taken up again after growing pauses', async () => {
    const failures: number[] = [];
    process('work', async () => {
      failures.push(performance.now());
      throw new Error('again');
    });
    await eventually(() => failures.length === 4);
    const pauses = failures.slice(1).map((at, index) => at - failures[index]!);
    for (const [index, least] of [100, 200, 400].entries()) {
      expect(pauses[index]).toBeGreaterThan(least - TIMER_EARLY_MS);
    }
  });

  it('need not be waited for: a stand-by stops at once', async () => {
    const first = process('work');
    await eventually(() => first.seen.active);
    const second = process('work');
    await eventually(
      async () =>
        (
          await db.database.query(`SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND pid <> pg_backend_pid()`)
        ).rowCount,
    );
    await second.stop();
    expect(second.seen.runs).toBe(0);
  });

  it('leaves nothing behind: neither lock nor connection', async () => {
    const { seen, stop } = process('work');
    const pid = await eventually(() => seen.pid);
    await stop();
    await eventually(
      async () => !(await db.database.query('SELECT FROM pg_stat_activity WHERE pid = $1', [pid])).rowCount,
    );
    expect(seen.errors).toEqual([]);
  });

  it('runIfFree: is done now or not at all', async () => {
    let finish: (() => void) | undefined;
    const first = runIfFree(db.database, 'once', () => new Promise((resolve) => (finish = resolve)));
    await eventually(() => finish);
    expect(await runIfFree(db.database, 'once', async () => {})).toBe(false);
    finish!();
    expect(await first).toBe(true);
    await eventually(() => runIfFree(db.database, 'once', async () => {}));
    await expect(
      runIfFree(db.database, 'once', async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await eventually(() => runIfFree(db.database, 'once', async () => {}));
  });

  it('can be seen from elsewhere, for as long as it is done', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `seen ${index}`);
    const done = names.slice(0, 4);
    const works = done.map((name) => process(name));
    await eventually(() => works.every(({ seen }) => seen.active));
    expect([...(await heldLocks(db.database, names))].sort()).toEqual(done);
    await kill(works[0]!.seen.pid || (await eventually(() => works[0]!.seen.pid)));
    await works[0]!.stop();
    await eventually(async () => !(await heldLocks(db.database, names)).has(done[0]!));
  });
});

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
