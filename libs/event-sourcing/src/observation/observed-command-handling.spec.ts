import { conflict, runAs, SystemClock, systemActor } from '#platform';
import { type CounterCommand, counter } from '../counter.fixture.ts';
import { type EventStore, StoreUnavailable, WrongExpectedRevision } from '../event-store.ts';
import { type ObservedCommand, ObservedCommandHandling } from './observed-command-handling.ts';

/** What is seen of a command on a store whose appends end so. */
async function seenOf(append: () => Promise<unknown>, command: CounterCommand): Promise<ObservedCommand[]> {
  const seen: ObservedCommand[] = [];
  const store = { readStream: async () => [], append } as unknown as EventStore;
  const handling = new ObservedCommandHandling(store, new SystemClock(), (one) => seen.push(one));
  await runAs(systemActor('test'), () => handling.handle(counter, '1', command)).catch(() => {});
  return seen;
}

const count: CounterCommand = { type: 'Count', by: 1 };
const failing = (error: Error) => () => Promise.reject(error);

it.each<[string, () => Promise<unknown>, CounterCommand, ObservedCommand['outcome'], string]>([
  ['that is carried out', async () => ({ revision: 0, position: '' }), count, 'accepted', ''],
  ['that changes nothing', async () => null, { type: 'Nothing' }, 'accepted', ''],
  ['that a rule refuses', async () => null, { type: 'Count', by: 16 }, 'refused', 'limit'],
  ['given up', failing(new WrongExpectedRevision('counter-1', 'none', 0)), count, 'conflict', ''],
  ['while the store is away', failing(new StoreUnavailable('away')), count, 'unavailable', ''],
  ['that fails', failing(new Error('broken')), count, 'failed', ''],
  ['refused by the store', failing(conflict('late', 'Trop tard.')), count, 'refused', 'late'],
])('sees a command %s', async (_, append, command, outcome, code) => {
  expect(await seenOf(append, command)).toEqual([{ command: command.type, outcome, code }]);
});
