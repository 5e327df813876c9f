import { once } from 'node:events';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.ts';
import { Database } from './database.ts';
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

  /** One of several processes that want to do the work `name`, or several of them. */
  function process(name: string, work = untilAborted, database = new Database(db.url)) {
    const stopped = new AbortController();
    const seen = { active: false, runs: 0, errors: [] as unknown[] };
    const running = keepRunningExclusively(
      database,
      name,
      (signal) => {
        seen.runs++;
        return work(signal);
      },
      {
        signal: stopped.signal,
        onError: (error) => seen.errors.push(error),
        onActive: (active) => {
          seen.active = active;
        },
      },
    );
    const stop = () => {
      stopped.abort();
      return running;
    };
    stops.push(() => stop().finally(() => database.close().catch(() => {})));
    return { seen, stop, database };
  }
  /** The connections that hold locks. */
  const holders = async (): Promise<number[]> => {
    const { rows } = await db.database.query<{ pid: number }>(
      `SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  };
  const kill = (pid: number) => db.database.query('SELECT pg_terminate_backend($1)', [pid]);

  it('is done by one process at a time, whatever its name', async () => {
    const candidates = [process('work'), process('work'), process('work'), process('other')];
    await eventually(() => candidates[3]!.seen.active);
    await eventually(() => candidates.slice(0, 3).some(({ seen }) => seen.active));
    expect(candidates.slice(0, 3).filter(({ seen }) => seen.active)).toHaveLength(1);
  });

  it('is done once in one process too, and all of it holds one connection', async () => {
    const first = process('work');
    const second = process('work', untilAborted, first.database);
    const others = ['a', 'b', 'c'].map((name) => process(name, untilAborted, first.database));
    await eventually(() => others.every(({ seen }) => seen.active));
    await eventually(() => first.seen.active !== second.seen.active);
    expect(await holders()).toHaveLength(1);
    const [active, standby] = first.seen.active ? [first, second] : [second, first];
    await active.stop();
    await eventually(() => standby.seen.active, 3000);
    expect(others.map(({ seen }) => seen.runs)).toEqual([1, 1, 1]);
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
    const [first, second] = [process('work'), process('work')];
    const active = () => [first, second].find(({ seen }) => seen.active);
    for (let round = 0; round < 3; round++) {
      const { seen } = (await eventually(active))!;
      const { runs } = seen;
      for (const pid of await holders()) await kill(pid);
      await eventually(() => !seen.active || seen.runs > runs, 1000);
      await eventually(active, 3000);
    }
    expect([first, second].filter(({ seen }) => seen.active)).toHaveLength(1);
  });

  it('is taken up again after a failure', async () => {
    const { seen } = process('work', async (signal) => {
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
    await second.stop();
    expect(second.seen.runs).toBe(0);
  });

  it('leaves nothing behind: neither lock nor connection', async () => {
    const { seen, stop } = process('work');
    await eventually(() => seen.active);
    const [pid] = await holders();
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
    await works[0]!.stop();
    await eventually(async () => !(await heldLocks(db.database, names)).has(done[0]!));
  });
});

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
