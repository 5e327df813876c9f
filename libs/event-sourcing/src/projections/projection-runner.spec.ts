import fc from 'fast-check';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { counterTypes, KeptLog, tally, tallyOf } from '../counter.fixture.ts';
import {
  activeOf,
  counts,
  killActive,
  putAheadOfLog,
  Started,
  totals,
  writeToMany,
} from '../followers.fixture.ts';
import { formatPosition, START } from '../position.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { AheadOfLog } from './checkpoints.ts';
import { ProjectionProgress } from './progress.ts';
import type { Projection } from './projection.ts';
import { ProjectionRunner } from './projection-runner.ts';

describe('ProjectionRunner', () => {
  let log: TestLog;
  let said: KeptLog;
  let progress: ProjectionProgress;
  const started = new Started();
  beforeEach(async () => {
    log = await testLog(counterTypes);
    said = new KeptLog();
    progress = new ProjectionProgress(log.database, log.notifications, log.store);
  });
  afterEach(async () => {
    await started.stop();
    await log.drop();
  });

  const run = (projection: Projection = tally as Projection) =>
    started.start(new ProjectionRunner(log.database, log.store, log.notifications, projection, said));
  const seen = async (position: string) =>
    expect(await progress.waitFor(['tally'], position, 15_000)).toBe(true);
  const expectExact = async () => expect(await totals(log)).toEqual(await tallyOf(log.store));

  it('brings the read model up to date, and keeps it so', async () => {
    const before = await writeToMany(log, 3, 10);
    run();
    await seen(before);
    await expectExact();
    await seen(await writeToMany(log, 5, 10));
    await expectExact();
    expect(await totals(log)).toHaveLength(5);
    expect(said.errors).toEqual([]);
  });

  it('resumes where it was', async () => {
    const first = run();
    await seen(await writeToMany(log, 2, 10));
    await first.stop();
    const position = await writeToMany(log, 2, 10);
    run();
    await seen(position);
    await expectExact();
  });

  it('takes in at once what has come while it rested after many, and rests not after a few', async () => {
    const batches: number[] = [];
    const write = async (...by: number[]) =>
      (await log.store.append('counter-a', 'any', counts(...by))).position;
    const many = await write(1, 1, 1, 1, 1, 1);
    run({
      ...tally,
      restMs: 2000,
      project: (events, sql) => {
        batches.push(events.length);
        return tally.project(events as never, sql);
      },
    });
    await seen(many);
    await write(1);
    await write(1);
    await seen(await write(1));
    await seen(await write(1));
    expect(batches).toEqual([6, 3, 1]);
  });

  it('goes on, or ends, while it rests', async () => {
    const first = await writeToMany(log, 2, 10);
    // What the log shows later would be taken in after the rest.
    await visible(log);
    const runner = run({ ...(tally as Projection), restMs: 600_000 });
    await seen(first);
    const position = await writeToMany(log, 2, 10);
    await eventually(async () => {
      runner.wake();
      return (await progress.positionOf('tally')) >= position;
    });
    await runner.stop();
  });

  it('sees what does not concern it go by', async () => {
    run();
    const { position } = await log.store.append('other-1', 'none', counts(1));
    await seen(position);
    expect(await totals(log)).toEqual([]);
  });

  it('equals the fold of the log, whatever is written in whatever portions', async () => {
    run();
    const portion = fc.record({
      stream: fc.constantFrom('counter-a', 'counter-b', 'counter-c', 'counters-a', 'other-a'),
      by: fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(portion, { minLength: 1, maxLength: 12 }), async (portions) => {
        const written = await Promise.all(
          portions.map(({ stream, by }) => log.store.append(stream, 'any', counts(...by))),
        );
        await seen(
          written
            .map(({ position }) => position)
            .sort()
            .at(-1)!,
        );
        await expectExact();
      }),
      { numRuns: 25 },
    );
  });

  describe('when it fails', () => {
    it('undoes the batch, says why, and does it again', async () => {
      let failures = 3;
      run({
        ...tally,
        project: async (events, sql) => {
          await tally.project(events as never, sql);
          if (failures-- > 0) throw new Error(`failure ${failures}`);
        },
      });
      await seen(await writeToMany(log, 2, 10));
      await expectExact();
      expect(said.errors).toEqual([2, 1, 0].map((n) => new Error(`failure ${n}`)));
    });

    it('does not go on from beyond the end of the log, as after a restore in the wrong order', async () => {
      const first = run();
      await seen(await writeToMany(log, 2, 10));
      await first.stop();
      await putAheadOfLog(log, 'tally');
      const second = run();
      await writeToMany(log, 2, 10);
      await eventually(() => second.state === 'failing');
      expect(said.errors).toContainEqual(new AheadOfLog({ name: 'tally' }));
      expect(second.failingBecause).toMatch('"greffe projections rebuild"');
    });

    it('does not stand where no event is, though the store says so', async () => {
      const { store } = log;
      const beyond = formatPosition(2n ** 64n - 1n, 2n ** 64n - 1n);
      log.store.subscribe = async function* (options) {
        for await (const batch of PostgresEventStore.prototype.subscribe.call(store, options)) {
          yield { ...batch, position: beyond };
        }
      };
      const runner = run();
      await eventually(() => runner.state === 'failing');
      expect(said.errors).toContainEqual(new AheadOfLog({ name: 'tally' }));
      await expect(progress.positionOf('tally')).resolves.toBe(START);
    });

    it('counts every event once, though its connection is cut in the middle of batches', async () => {
      let cuts = 4;
      run({
        ...tally,
        project: async (events, sql) => {
          const cut = () => sql.query('SELECT pg_terminate_backend(pg_backend_pid())');
          if (cuts === 4 || cuts === 2) cuts-- && (await cut());
          await tally.project(events as never, sql);
          if (cuts > 0 && cuts--) await cut();
        },
      });
      await seen(await writeToMany(log, 3, 30));
      await expectExact();
      expect(cuts).toBe(0);
      expect(said.errors.length).toBeGreaterThanOrEqual(4);
    });

    it('counts every event once, though connections are cut at random under load', async () => {
      const runners = [run(), run(), run()];
      let writing = true;
      let cuts = 0;
      const cutting = (async () => {
        while (writing || cuts < 5) {
          await activeOf(runners);
          const before = await progress.positionOf('tally');
          await eventually(async () => !writing || (await progress.positionOf('tally')) > before);
          cuts += await killActive(log);
        }
      })();
      let position = '';
      while (cuts < 5) position = await writeToMany(log, 4, 20);
      writing = false;
      await cutting;
      await seen(position);
      await expectExact();
    });
  });

  describe('in two processes', () => {
    it('works in one, while the other stands by', async () => {
      const runners = [run(), run()];
      const active = await activeOf(runners);
      await seen(await writeToMany(log, 3, 20));
      await expectExact();
      expect(runners.filter(({ state }) => state === 'active')).toEqual([active]);
    });

    it('goes on in the other, within seconds, when the first has lost its connection', async () => {
      const runners = [run()];
      await activeOf(runners);
      runners.push(run());
      const before = Date.now();
      await killActive(log);
      await seen(await writeToMany(log, 3, 20));
      expect(Date.now() - before).toBeLessThan(4000);
      await expectExact();
    });

    it('goes on in the other when the first stops', async () => {
      const first = run();
      await activeOf([first]);
      const second = run();
      await first.stop();
      await seen(await writeToMany(log, 3, 20));
      expect(second.state).toBe('active');
      await expectExact();
    });
  });

  it('stops with the batch under way done', async () => {
    let finish = () => {};
    let projecting = false;
    const runner = run({
      ...tally,
      project: async (events, sql) => {
        projecting = true;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        await tally.project(events as never, sql);
      },
    });
    await writeToMany(log, 1, 2);
    await eventually(() => projecting);
    const stopped = runner.stop();
    finish();
    await stopped;
    await expectExact();
  });
});
