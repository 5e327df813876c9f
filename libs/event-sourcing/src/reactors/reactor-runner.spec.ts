import { conflict, executionContext, runAs, systemActor } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { CannotTakeIn } from '../cannot-take-in.ts';
import { CommandHandling } from '../command-handling.ts';
import { type CounterEvent, counter, counterTypes, KeptLog, tally } from '../counter.fixture.ts';
import { StoreUnavailable } from '../event-store.ts';
import type { RecordedEvent } from '../events.ts';
import { activeOf, counts, killActive, putAheadOfLog, Started, writeToMany } from '../followers.fixture.ts';
import { START } from '../position.ts';
import { AheadOfLog } from '../projections/checkpoints.ts';
import { NotUpToDate, ProjectionProgress } from '../projections/progress.ts';
import type { Projection } from '../projections/projection.ts';
import { rebuild } from '../projections/rebuild.ts';
import type { Reactor } from './reactor.ts';
import { ReactorRunner } from './reactor-runner.ts';
import { reactorEventTypes, rewindReactor } from './rewind.ts';

const CLOCK = new TestClock('2026-03-02T09:00:00.000Z');

describe('ReactorRunner', () => {
  let log: TestLog;
  let said: KeptLog;
  let progress: ProjectionProgress;
  /** Everything the reactor was shown, in its order. */
  let shown: RecordedEvent[];
  const started = new Started();
  beforeEach(async () => {
    log = await testLog({ ...counterTypes, ...reactorEventTypes });
    said = new KeptLog();
    shown = [];
    progress = new ProjectionProgress(log.database, log.notifications, log.store);
  });
  afterEach(async () => {
    await started.stop();
    await log.drop();
  });

  const run = (
    react: (event: RecordedEvent<CounterEvent>) => Promise<void> = async () => {},
    more: Pick<Reactor, 'atOnce'> = {},
  ) => {
    const reactor: Reactor<CounterEvent> = {
      name: 'watchman',
      categories: ['counter'],
      ...more,
      react: async (event) => {
        shown.push(event);
        await react(event);
      },
    };
    return started.start(
      new ReactorRunner(log.database, log.store, log.notifications, reactor as Reactor, said),
    );
  };
  const logged = async () => (await log.store.readAll({ after: START, categories: ['counter'] })).events;
  const done = (position: string) =>
    eventually(async () => (await progress.positionOf('watchman')) >= position, 15_000);

  /** What the reactor does: it counts on another counter, once for each event. */
  const echo = () => {
    const echoes = {
      ...counter,
      category: 'echo',
      decide: () => [{ type: 'Counted', data: { by: 1 } } as const],
    };
    const commands = new CommandHandling(log.store, CLOCK);
    return async ({ stream }: RecordedEvent) => {
      await commands.handle(echoes, stream, { type: 'Nothing' });
    };
  };
  const echoed = async () => (await log.store.readAll({ after: START, categories: ['echo'] })).events;

  it('is shown every event of its categories once, in order', async () => {
    const before = await writeToMany(log, 3, 10);
    run();
    await done(before);
    await log.store.append('other-1', 'none', counts(1));
    await done(await writeToMany(log, 3, 10));
    expect(shown).toEqual(await logged());
    expect(shown).toHaveLength(60);
    expect(said.errors).toEqual([]);
  });

  it('is shown those of different streams together where it says so, each stream in its order', async () => {
    let [underWay, most] = [0, 0];
    const react = async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
    };
    const before = await writeToMany(log, 3, 10);
    run(react, { atOnce: 2 });
    await done(before);
    const revisionsOf = (events: readonly RecordedEvent[], stream: string) =>
      events.filter((event) => event.stream === stream).map(({ revision }) => revision);
    for (const { stream } of shown) {
      expect(revisionsOf(shown, stream)).toEqual(revisionsOf(await logged(), stream));
    }
    expect(shown).toHaveLength(30);
    expect(most).toBe(2);
  });

  it('moves on past what does not concern it', async () => {
    run();
    const { position } = await log.store.append('other-1', 'none', counts(1));
    await done(position);
    expect(shown).toEqual([]);
  });

  it('acts for the system, in a context that follows from the event', async () => {
    const contexts: unknown[] = [];
    run(async () => {
      contexts.push(executionContext());
    });
    await done(await writeToMany(log, 1, 2));
    expect(contexts).toEqual(
      shown.map(({ id, metadata }) => ({
        actor: systemActor('watchman'),
        commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        correlationId: metadata.correlationId,
        causationId: id,
      })),
    );
    expect(new Set(contexts.map((context) => (context as { commandId: string }).commandId)).size).toBe(2);
  });

  it('does not go on from beyond the end of the log, as after a restore in the wrong order', async () => {
    const first = run();
    await done(await writeToMany(log, 1, 2));
    await first.stop();
    await putAheadOfLog(log, 'watchman');
    const second = run();
    await writeToMany(log, 1, 2);
    await eventually(() => second.state === 'failing');
    expect(shown).toHaveLength(2);
    expect(said.errors).toContainEqual(new AheadOfLog({ name: 'watchman' }));
  });

  it('is mended when it is set back to a place in the log, on record', async () => {
    const first = run();
    await done(await writeToMany(log, 1, 2));
    await first.stop();
    await putAheadOfLog(log, 'watchman');
    const rewind = (to: string) =>
      runAs(systemActor('operator'), () =>
        rewindReactor(
          log.database,
          log.store,
          { reactor: 'watchman', to, reason: 'Version 24.10.4' },
          CLOCK.now(),
        ),
      );
    await expect(rewind('ffffffffffffffff-ffffffffffffffff')).rejects.toThrow('n’est pas une position');
    await rewind(shown[0]!.position);
    await expect(rewind(shown[0]!.position)).rejects.toThrow('n’est pas au-delà');

    run();
    await done(shown[1]!.position);
    await eventually(() => shown.length === 3);
    expect(shown[2]).toEqual(shown[1]);
    expect(await log.store.readStream('reactor-watchman')).toMatchObject([
      {
        type: 'ReactorRewound',
        data: { reactor: 'watchman', to: shown[0]!.position, reason: 'Version 24.10.4' },
        metadata: { actor: systemActor('operator') },
      },
    ]);
  });

  it('has no second effect when it is shown everything again', async () => {
    const runner = run(echo());
    await done(await writeToMany(log, 2, 10));
    await runner.stop();
    await log.database.query(`UPDATE followers.checkpoints SET position = $1 WHERE name = 'watchman'`, [
      START,
    ]);
    run(echo());
    await done(await writeToMany(log, 2, 10));
    expect(shown).toHaveLength(20 + 40);
    await visible(log);
    expect(await echoed()).toHaveLength(40);
    expect(new Set((await echoed()).map(({ metadata }) => metadata.causationId))).toEqual(
      new Set((await logged()).map(({ id }) => id)),
    );
  });

  it('is shown every event at least once, in order, and has one effect, though connections are cut', async () => {
    const runners = [run(echo()), run(echo())];
    let position = '';
    for (let cuts = 0; cuts < 5; ) {
      position = await writeToMany(log, 3, 10);
      await activeOf(runners);
      await eventually(() => shown.length % 7 === 0 || shown.at(-1)!.position === position);
      cuts += await killActive(log);
    }
    await done(position);
    const events = await logged();
    const firstShown = [...new Map(shown.map((event) => [event.id, event])).values()];
    expect(firstShown).toEqual(events);
    await visible(log);
    expect(await echoed()).toHaveLength(events.length);
  });

  it('goes on after a refusal', async () => {
    run(async ({ revision }) => {
      if (revision % 2) throw conflict('odd', 'Impair.');
    });
    await done(await writeToMany(log, 1, 10));
    expect(shown).toEqual(await logged());
    expect(said.errors).toEqual([]);
    expect(said.infos.filter((message) => message.includes('odd'))).toHaveLength(5);
  });

  it('tries the same event again after any other failure', async () => {
    let failures = 3;
    run(async ({ revision }) => {
      if (revision === 4 && failures-- > 0) throw new Error('the mail server is away');
    });
    await done(await writeToMany(log, 1, 8));
    expect(shown.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 4, 4, 4, 5, 6, 7]);
    expect(said.errors).toEqual(Array(3).fill(expect.any(CannotTakeIn)));
  });

  it('says since when it fails over and over, until it works again', async () => {
    let away = true;
    const runner = run(async () => {
      if (away) throw new Error('the mail server is away');
    });
    expect([runner.state, runner.failingSince]).toEqual(['starting', null]);
    await eventually(() => runner.state === 'active');
    const position = await writeToMany(log, 1, 1);
    await eventually(() => runner.state === 'failing');
    expect(said.errors).toHaveLength(3);
    expect(runner.failingBecause).toMatch(
      /^cannot take in Counted at \S+: Error at .*reactor-runner\.spec\.ts/,
    );
    const since = Date.now() - Date.parse(runner.failingSince!);
    expect(since).toBeGreaterThanOrEqual(200);
    expect(since).toBeLessThan(5000);
    away = false;
    await done(position);
    await eventually(() => runner.state === 'active');
    expect(runner.failingSince).toBeNull();
  });

  it('does not blame an event for a log that is away', async () => {
    let away = true;
    const runner = run(async () => {
      if (away) throw new StoreUnavailable(new Error('no node leads'));
    });
    const position = await writeToMany(log, 1, 1);
    await eventually(() => runner.state === 'failing');
    expect(runner.failingBecause).toBe('fails over and over');
    expect(said.errors).toEqual(Array(said.errors.length).fill(expect.any(StoreUnavailable)));
    away = false;
    await done(position);
  });

  it('waits for read models that are not up to date, says so, and has not failed', async () => {
    let upToDate = () => {};
    const caughtUp = new Promise<void>((resolve) => {
      upToDate = resolve;
    });
    let looks = 0;
    const runner = run(async () => {
      if (++looks > 1) await caughtUp;
      if (looks === 1) throw new NotUpToDate(['tally']);
    });
    const position = await writeToMany(log, 1, 1);
    await eventually(() => runner.state === 'waiting');
    expect(runner.waiting).toEqual({ since: expect.any(String), reason: 'waiting for tally' });
    upToDate();
    await done(position);
    await eventually(() => runner.state === 'active');
    expect(runner.waiting).toBeNull();
    expect(said.infos).toEqual(['watchman: waiting for tally']);
    expect(said.errors).toEqual([]);
  });

  it('is not concerned by a rebuild of projections', async () => {
    run();
    const position = await writeToMany(log, 2, 10);
    await done(position);
    await rebuild(log.database, log.store, tally as Projection);
    expect(shown).toHaveLength(20);
    await expect(progress.positionOf('watchman')).resolves.toBe(position);
  });

  it('works in one process, and in the other within seconds when the first has lost its connection', async () => {
    const first = run();
    await activeOf([first]);
    const second = run();
    await done(await writeToMany(log, 1, 10));
    expect(first.state).toBe('active');
    await eventually(() => second.state === 'standby');
    expect(shown).toHaveLength(10);
    const before = Date.now();
    await killActive(log);
    await done(await writeToMany(log, 1, 10));
    expect(Date.now() - before).toBeLessThan(4000);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(20);
  });

  it('stops with the event under way done, and not the next', async () => {
    let finish: (() => void) | undefined;
    const runner = run(
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await writeToMany(log, 1, 4);
    await eventually(() => finish);
    const stopped = runner.stop();
    finish!();
    await stopped;
    expect(shown).toHaveLength(1);
    await expect(progress.positionOf('watchman')).resolves.toBe(shown[0]!.position);
  });
});
