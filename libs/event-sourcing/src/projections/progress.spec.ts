import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { counterTypes, KeptLog, tally } from '../counter.fixture.ts';
import { counts } from '../followers.fixture.ts';
import { START } from '../position.ts';
import { ProjectionProgress } from './progress.ts';
import type { Projection } from './projection.ts';
import { ProjectionRunner } from './projection-runner.ts';

describe('ProjectionProgress', () => {
  let log: TestLog;
  let progress: ProjectionProgress;
  let runner: ProjectionRunner;
  beforeEach(async () => {
    log = await testLog(counterTypes);
    progress = new ProjectionProgress(log.database, log.notifications, log.store);
    const { database, store, notifications } = log;
    runner = new ProjectionRunner(database, store, notifications, tally as Projection, new KeptLog());
  });
  afterEach(async () => {
    await runner.stop();
    await log.drop();
  });

  const write = (...by: number[]) => log.store.append('counter-1', 'any', counts(...by));

  it('lets a query see what its command has done', async () => {
    runner.start();
    for (let n = 1; n <= 20; n++) {
      const { position } = await write(1);
      await expect(progress.waitFor(['tally'], position, 5000)).resolves.toBe(true);
      const { rows } = await log.database.query('SELECT total FROM tally.totals');
      expect(rows).toEqual([{ total: n }]);
    }
    await expect(progress.waitFor([], START, 0)).resolves.toBe(true);
  });

  it('says "not yet" when the time is over', async () => {
    const { position } = await write(1);
    const before = Date.now();
    await expect(progress.waitFor(['tally'], position, 100)).resolves.toBe(false);
    expect(Date.now() - before).toBeGreaterThanOrEqual(100);
    expect(Date.now() - before).toBeLessThan(1500);
    await expect(progress.waitFor(['tally'], START, 0)).resolves.toBe(false);
  });

  it('waits for all of several read models', async () => {
    runner.start();
    const { position } = await write(1);
    await expect(progress.waitFor(['tally', 'tally'], position, 5000)).resolves.toBe(true);
    await expect(progress.waitFor(['tally', 'missing'], position, 20)).resolves.toBe(false);
  });

  it('takes one of another version, as in an upgrade, for one that has seen nothing', async () => {
    runner.start();
    const { position } = await write(1);
    await progress.mustHaveSeen(['tally'], position);
    const { database, notifications, store } = log;
    const next = new ProjectionProgress(database, notifications, store, new Map([['tally', 2]]));
    await expect(next.waitFor(['tally'], START, 20)).resolves.toBe(false);
    expect(await next.stateOf(['tally'])).toEqual({ incomplete: [], outdated: ['tally'], reached: START });
    expect(await next.outdated()).toEqual(['tally']);
    await runner.stop();
    runner = new ProjectionRunner(
      database,
      store,
      notifications,
      { ...tally, version: 2 } as Projection,
      new KeptLog(),
    );
    runner.start();
    await next.mustHaveSeen(['tally'], position);
    expect(await next.stateOf(['tally'])).toMatchObject({ outdated: [], reached: position });
    expect(await next.outdated()).toEqual([]);
  });

  it('sees a read model move though no signal comes', async () => {
    const { position } = await write(1);
    await log.notifications.stop();
    const waiting = progress.waitFor(['tally'], position, 10_000);
    runner.start();
    await expect(waiting).resolves.toBe(true);
  });

  it('tells how far behind a read model is, in events and in time', async () => {
    const behind = async (now: string) =>
      progress.lag(await progress.positionOf('tally'), tally.categories, now);
    expect(await behind('2026-03-02T09:00:00.000Z')).toEqual({ events: 0, isEstimate: false, seconds: 0 });
    const { position } = await write(1, 2, 3);
    await log.store.append('other-1', 'none', counts(1));
    const [first] = await log.store.readStream('counter-1');
    const later = new Date(Date.parse(first!.recordedAt) + 90_000).toISOString();
    await eventually(async () => (await behind(later)).events === 3);
    expect(await behind(later)).toEqual({ events: 3, isEstimate: false, seconds: 90 });
    expect(await behind('2016-01-01T00:00:00.000Z')).toEqual({ events: 3, isEstimate: false, seconds: 0 });
    runner.start();
    await progress.waitFor(['tally'], position, 5000);
    expect(await behind(later)).toEqual({ events: 0, isEstimate: false, seconds: 0 });
    expect(await progress.checkpoints()).toEqual([
      { name: 'tally', version: 1, position: expect.any(String), movedAt: expect.any(String) },
    ]);
  });
});
