import { eventually } from '../../../../test/support/eventually.ts';
import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { counterTypes, KeptLog, tally } from '../counter.fixture.ts';
import { activeOf, killActive, putAheadOfLog, Started, writeToMany } from '../followers.fixture.ts';
import { type Position, START } from '../position.ts';
import { AheadOfLog } from '../projections/checkpoints.ts';
import { ProjectionProgress } from '../projections/progress.ts';
import type { Projection } from '../projections/projection.ts';
import { ProjectionRunner } from '../projections/projection-runner.ts';
import type { ReadModelReactor } from './reactor.ts';
import { ReadModelReactorRunner } from './read-model-reactor-runner.ts';
import { reactorEventTypes } from './rewind.ts';

interface Stretch {
  readonly after: Position;
  readonly upTo: Position;
}

describe('ReadModelReactorRunner', () => {
  let log: TestLog;
  let said: KeptLog;
  let progress: ProjectionProgress;
  let shown: Stretch[];
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

  const run = (react = async (_after: Position, upTo: Position) => upTo) => {
    const reactor: ReadModelReactor = {
      name: 'gatherer',
      categories: ['counter'],
      readModels: ['tally'],
      reactBetween: async (after, upTo) => {
        const reached = await react(after, upTo);
        shown.push({ after, upTo: reached });
        return reached;
      },
    };
    return started.start(
      new ReadModelReactorRunner(log.database, log.store, log.notifications, progress, reactor, said),
    );
  };
  const project = () =>
    started.start(
      new ProjectionRunner(log.database, log.store, log.notifications, tally as Projection, said),
    );
  const done = (position: Position) =>
    eventually(async () => (await progress.positionOf('gatherer')) >= position, 15_000);
  /** Each stretch begins where the one before has ended. */
  const areInARow = () => {
    expect(shown.map(({ after }) => after)).toEqual([START, ...shown.slice(0, -1).map(({ upTo }) => upTo)]);
  };

  it('is shown what its read models have come to, and nothing before that', async () => {
    const runner = run();
    const position = await writeToMany(log, 2, 10);
    await activeOf([runner]);
    expect(shown).toEqual([]);
    project();
    await done(position);
    areInARow();
    await done(await writeToMany(log, 2, 10));
    areInARow();
    expect(said.errors).toEqual([]);
  });

  it('goes on where it has stopped in a stretch that was too much for one go', async () => {
    project();
    const [first, second] = [await writeToMany(log, 1, 5), await writeToMany(log, 1, 5)];
    await progress.waitFor(['tally'], second, 10_000);
    run(async (after, upTo) => (after < first ? first : upTo));
    await done(second);
    areInARow();
    expect(shown[0]).toEqual({ after: START, upTo: first });
  });

  it('is shown a stretch again until it has been dealt with', async () => {
    project();
    let failures = 0;
    const position = await writeToMany(log, 1, 5);
    await progress.waitFor(['tally'], position, 10_000);
    run(async (_, upTo) => {
      if (failures++ < 2) throw new Error('the database is away');
      return upTo;
    });
    await done(position);
    areInARow();
    expect(said.errors).toHaveLength(2);
  });

  it('works in one process, and in the other when the first has lost its connection', async () => {
    project();
    const first = run();
    await activeOf([first]);
    const second = run();
    await done(await writeToMany(log, 1, 10));
    await eventually(() => second.state === 'standby');
    await killActive(log);
    await done(await writeToMany(log, 1, 10));
    areInARow();
  });

  it('refuses to go on from beyond the end of the log', async () => {
    project();
    const runner = run();
    await done(await writeToMany(log, 1, 1));
    await runner.stop();
    await putAheadOfLog(log, 'gatherer');
    run();
    await eventually(() => said.errors.length > 0);
    expect(said.errors[0]).toBeInstanceOf(AheadOfLog);
  });
});
