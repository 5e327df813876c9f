import { type TestLog, testLog } from '../../../../test/support/test-log.ts';
import { counterTypes } from '../counter.fixture.ts';
import { counts } from '../followers.fixture.ts';
import { START } from '../position.ts';
import { moveWithOthers } from './checkpoint-moves.ts';
import { AheadOfLog, CheckpointMoved, createCheckpoint, findCheckpoint } from './checkpoints.ts';

describe('moveWithOthers', () => {
  let log: TestLog;
  beforeEach(async () => {
    log = await testLog(counterTypes);
  });
  afterEach(() => log.drop());

  const followers = Array.from({ length: 30 }, (_, number) => ({ name: `follower_${number}`, version: 1 }));

  const places = () =>
    Promise.all(followers.map(async ({ name }) => (await findCheckpoint(log.database, name))?.position));

  it('moves each that is where it was left, and says of each that is not', async () => {
    for (const { name } of followers) await createCheckpoint(log.database, name, 1);
    const { position } = await log.store.append('counter-1', 'any', counts(1));
    const batch = { position, head: position };
    await moveWithOthers(log.database, followers[7]!, START, batch);

    const outcomes = await Promise.allSettled(
      followers.map((follower, number) =>
        moveWithOthers(log.database, number === 8 ? { ...follower, version: 2 } : follower, START, batch),
      ),
    );

    const failed = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(failed.flatMap((reason, number) => (reason ? [number] : []))).toEqual([7, 8]);
    expect(failed[7]).toBeInstanceOf(CheckpointMoved);
    expect(failed[8]).toBeInstanceOf(CheckpointMoved);
    expect(await places()).toEqual(followers.map((_, number) => (number === 8 ? START : position)));
  });

  it('waits for none that is held, as by the switch of a rebuild: that one is moved when it is free', async () => {
    for (const { name } of followers) await createCheckpoint(log.database, name, 1);
    const { position } = await log.store.append('counter-1', 'any', counts(1));
    const [held, ...others] = followers.map(
      (follower) => () => moveWithOthers(log.database, follower, START, { position, head: position }),
    );
    const moving = await log.database.transaction(async (sql) => {
      await sql.query('SELECT FROM followers.checkpoints WHERE name = $1 FOR UPDATE', [followers[0]!.name]);
      const one = held!();
      await Promise.all(others.map((move) => move()));
      return [one];
    });
    await Promise.all(moving);
    expect(await places()).toEqual(followers.map(() => position));
  });

  it('moves nothing beyond the log', async () => {
    await createCheckpoint(log.database, 'follower_0', 1);
    const { position } = await log.store.append('counter-1', 'any', counts(1));
    const beyond = moveWithOthers(log.database, followers[0]!, START, { position, head: START });
    await expect(beyond).rejects.toThrow(AheadOfLog);
    expect((await places())[0]).toBe(START);
  });
});
