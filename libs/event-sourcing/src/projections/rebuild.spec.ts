import { Database, runIfFree } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog, visible } from '../../../../test/support/test-log.ts';
import { counterTypes, KeptLog, tallyOf, tally as tallyOne } from '../counter.fixture.ts';
import type { Batch, EventStore, SubscribeOptions } from '../event-store.ts';
import { killActive, putAheadOfLog, Started, totals, writeToMany } from '../followers.fixture.ts';
import { START } from '../position.ts';
import { CheckpointMoved } from './checkpoints.ts';
import { ProjectionProgress } from './progress.ts';
import type { Projection } from './projection.ts';
import { ProjectionRunner } from './projection-runner.ts';
import { rebuild } from './rebuild.ts';

const tally = tallyOne as Projection;

/** The same totals, in other tables: doubled, so that one sees which version is in use. */
const doubled: Projection = {
  ...tally,
  version: 2,
  tables: `${tally.tables}; CREATE VIEW doubled AS SELECT stream, 2 * total AS total FROM totals`,
};

describe('rebuild', () => {
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

  const run = (projection = tally) =>
    started.start(new ProjectionRunner(log.database, log.store, log.notifications, projection, said));
  const seen = async (position: string) =>
    expect(await progress.waitFor(['tally'], position, 15_000)).toBe(true);
  const expectExact = async () => expect(await totals(log)).toEqual(await tallyOf(log.store));
  const spoil = () => log.database.query('UPDATE tally.totals SET total = 9999');
  const schemas = async () => {
    const { rows } = await log.database.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tally%'`);
    return rows.map(({ nspname }) => nspname);
  };

  it('builds from the first event what is there, and leaves nothing else behind', async () => {
    const runner = run();
    await seen(await writeToMany(log, 3, 10));
    await runner.stop();
    await spoil();
    const done: number[] = [];
    await expect(
      rebuild(log.database, log.store, tally, { onProgress: (events) => done.push(events) }),
    ).resolves.toBe(true);
    await expectExact();
    expect(done.at(-1)).toBe(30);
    expect(await schemas()).toEqual(['tally']);
    expect((await progress.checkpoints()).map(({ name, version }) => [name, version])).toEqual([
      ['tally', 1],
    ]);
  });

  it('builds a read model that was not there', async () => {
    const position = await writeToMany(log, 3, 10);
    await visible(log);
    await rebuild(log.database, log.store, tally);
    await seen(position);
    await expectExact();
  });

  it('waits for indexes longer than for any other answer', async () => {
    await writeToMany(log, 1, 1);
    await visible(log);
    const impatient = new Database(log.url, undefined, { answerMs: 400 });
    const slow = { ...tally, indexes: 'SELECT pg_sleep(1)' };
    try {
      await expect(rebuild(impatient, log.store, slow)).resolves.toBe(true);
    } finally {
      await impatient.close();
    }
  });

  it('mends a read model whose checkpoint is beyond the end of the log', async () => {
    const runner = run();
    const position = await writeToMany(log, 3, 10);
    await seen(position);
    await runner.stop();
    await putAheadOfLog(log, 'tally');
    await rebuild(log.database, log.store, tally);
    await expect(progress.positionOf('tally')).resolves.toBe(position);
    run();
    await seen(await writeToMany(log, 3, 10));
    await expectExact();
  });

  it('disturbs neither those who write nor those who read', async () => {
    run();
    await seen(await writeToMany(log, 4, 20));
    let going = true;
    const writing = (async () => {
      let position = '';
      while (going) position = await writeToMany(log, 4, 10);
      return position;
    })();
    const reading = ['tally-sum', undefined].map(async (name) => {
      const seenEvents: number[] = [];
      while (going) {
        const { rows } = await log.database.query<{ events: number }>({
          name,
          text: 'SELECT sum(events)::int AS events FROM tally.totals',
        });
        seenEvents.push(rows[0]!.events);
      }
      return seenEvents;
    });
    for (let round = 0; round < 4; round++) {
      await expect(rebuild(log.database, log.store, tally)).resolves.toBe(true);
    }
    going = false;
    await seen(await writing);
    await expectExact();
    for (const reader of reading) {
      const events = await reader;
      expect(events[0]).toBeGreaterThanOrEqual(80);
      expect(events).toEqual([...events].sort((a, b) => a - b));
    }
    expect(said.errors).toEqual([]);
  });

  it('lets a live runner go on from where the new tables stand', async () => {
    run();
    await seen(await writeToMany(log, 2, 10));
    await spoil();
    await rebuild(log.database, log.store, tally);
    await seen(await writeToMany(log, 2, 10));
    await expectExact();
  });

  it('makes a runner look again that was about to write what the new tables hold already', async () => {
    let release: (() => void) | undefined;
    let holding = false;
    const store: EventStore = Object.assign(Object.create(log.store), {
      async *subscribe(options: SubscribeOptions) {
        for await (const batch of log.store.subscribe(options)) {
          if (holding) await new Promise<void>((resolve) => (release = resolve));
          yield batch;
        }
      },
    });
    started.start(new ProjectionRunner(log.database, store, log.notifications, tally, said));
    await seen(await writeToMany(log, 2, 10));
    holding = true;
    const position = await writeToMany(log, 2, 10);
    await visible(log);
    await eventually(() => release);
    await rebuild(log.database, log.store, tally);
    await seen(position);
    holding = false;
    release!();
    await eventually(() => said.infos.some((message) => message.includes('moved')));
    await seen(await writeToMany(log, 2, 10));
    await expectExact();
    expect(said.errors).toEqual([]);
  });

  it('is left to the one that is already at it', async () => {
    await writeToMany(log, 1, 2);
    await visible(log);
    let second: boolean | undefined;
    await rebuild(
      log.database,
      slowed(log.store, async () => {
        second = await rebuild(log.database, log.store, tally);
      }),
      tally,
    );
    expect(second).toBe(false);
    await expectExact();
  });

  it('gives up when it is told to, and leaves the read model as it is', async () => {
    const runner = run();
    await seen(await writeToMany(log, 2, 10));
    await runner.stop();
    const stopped = new AbortController();
    const store = slowed(log.store, async () => stopped.abort());
    await expect(rebuild(log.database, again(store), tally, { signal: stopped.signal })).rejects.toThrow(
      'abort',
    );
    await expectExact();
  });

  it('cannot be finished by one that has lost it to another', async () => {
    run();
    await seen(await writeToMany(log, 2, 10));
    await started.stop();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const standsAt = async () =>
      (await progress.checkpoints()).find(({ name }) => name === 'tally__beside')?.position;
    let second: Promise<boolean> | undefined;
    let begun = false;
    const stale = rebuild(
      log.database,
      again(log.store, async () => {
        // All events are in; before the switch, the lock is lost and another begins anew, but does not get far.
        await eventually(async () => (await standsAt())! > START);
        await killActive(log);
        second = eventually(() =>
          rebuild(
            log.database,
            slowed(log.store, () => {
              begun = true;
              return held;
            }),
            tally,
          ),
        );
        await eventually(() => begun);
      }),
      tally,
    );
    await expect(stale).rejects.toThrow(CheckpointMoved);
    await expectExact();
    release();
    await expect(second).resolves.toBe(true);
    await expectExact();
  });

  describe('a new version', () => {
    it('is built beside the old one, which can be read until then', async () => {
      const old = run();
      await seen(await writeToMany(log, 3, 10));
      await old.stop();
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const position = await writeToMany(log, 3, 10);
      const next = new ProjectionRunner(
        log.database,
        slowed(log.store, () => held),
        log.notifications,
        doubled,
        said,
      );
      started.start(next);
      await eventually(() => said.infos.some((message) => message.includes('version 2')));
      expect(await totals(log)).toHaveLength(3);
      release();
      await seen(position);
      await expectExact();
      const { rows } = await log.database.query('SELECT total FROM tally.doubled ORDER BY stream');
      expect(rows).toEqual((await totals(log)).map(({ total }) => ({ total: 2 * total })));
      expect((await progress.checkpoints()).map(({ name, version }) => [name, version])).toEqual([
        ['tally', 2],
      ]);
    });

    it('waits while it is being built elsewhere, and never writes to the old tables', async () => {
      const old = run();
      await seen(await writeToMany(log, 3, 10));
      await old.stop();
      const stood = await progress.positionOf('tally');
      let release: (() => void) | undefined;
      const elsewhere = runIfFree(
        log.database,
        'rebuild:tally',
        () => new Promise((resolve) => (release = resolve)),
      );
      await eventually(() => release);
      run(doubled);
      const position = await writeToMany(log, 3, 10);
      await eventually(() => said.infos.some((message) => message.includes('version 2')));
      await expect(progress.waitFor(['tally'], position, 50)).resolves.toBe(false);
      expect(await progress.positionOf('tally')).toBe(stood);
      release!();
      await elsewhere;
      await seen(position);
      await expectExact();
    });

    it('is never written to by a runner of the old one, which builds its own again', async () => {
      run();
      await seen(await writeToMany(log, 3, 10));
      await rebuild(log.database, log.store, doubled);
      const position = await writeToMany(log, 3, 10);
      await eventually(async () => (await progress.checkpoints())[0]!.version === 1);
      await seen(position);
      await expectExact();
      expect(said.infos.join()).toMatch(/moved.*building version 1 beside version 2/);
      expect(said.errors).toEqual([]);
    });
  });
});

/** The store, with something that happens once, before the first page is read. */
function slowed(store: EventStore, before: () => Promise<void>): EventStore {
  let first = true;
  return overReadAll(store, async (read) => {
    if (first) {
      first = false;
      await before();
    }
    return read();
  });
}

/** The store, which asks at the end of the log to be read once more; `before` happens before that. */
function again(store: EventStore, before: () => Promise<void> = async () => {}): EventStore {
  let ended = false;
  return overReadAll(store, async (read) => {
    if (ended) await before();
    const batch = await read();
    const caughtUp = batch.caughtUp && ended;
    ended = batch.caughtUp;
    return { ...batch, caughtUp };
  });
}

function overReadAll(store: EventStore, readAll: (read: () => Promise<Batch>) => Promise<Batch>): EventStore {
  const over: Pick<EventStore, 'readAll'> = { readAll: (options) => readAll(() => store.readAll(options)) };
  return Object.assign(Object.create(store), over);
}
