import { runAs, systemActor } from '#platform';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { CommandHandling } from './command-handling.ts';
import { counter, counterTypes } from './counter.fixture.ts';
import { Rehearsal } from './rehearsal.ts';

describe('Rehearsal', () => {
  let log: TestLog;
  let commands: CommandHandling;
  const clock = new TestClock('2026-03-02T09:00:00.000Z');
  beforeAll(async () => {
    log = await testLog(counterTypes);
    commands = new CommandHandling(log.store, clock);
    await runAs(systemActor('test'), () => commands.handle(counter, 'a', { type: 'Count', by: 10 }));
  });
  afterAll(() => log.drop());

  it('decides by the log and by what was rehearsed before, and writes nothing', async () => {
    const rehearsal = new Rehearsal(commands, clock.now());
    const { events } = await rehearsal.handle(counter, 'a', { type: 'Count', by: 5 });
    expect(events).toHaveLength(5);
    expect(await rehearsal.load(counter, 'a')).toEqual({ total: 15, closed: false });
    await expect(rehearsal.handle(counter, 'a', { type: 'Count', by: 1 })).rejects.toMatchObject({
      code: 'limit',
    });
    await rehearsal.handle(counter, 'b', { type: 'Count', by: 1 });
    expect(await commands.load(counter, 'a')).toEqual({ total: 10, closed: false });
    expect(await log.store.readStream('counter-b')).toEqual([]);
  });
});
