import { logOf, ProjectionProgress, START, StoredLog } from '#event-sourcing';
import { GrowingTree } from '#transparency';
import { leafOf } from './leaf.ts';
import { LogStates } from './log-states.ts';
import { SealedRegister } from './sealing.fixture.ts';

const EVENTS = 530;

let register: SealedRegister;
let states: LogStates;

beforeAll(async () => {
  register = await SealedRegister.open();
  const { database, notifications, stored, codec } = register.engines;
  const progress = new ProjectionProgress(database, notifications, stored);
  states = new LogStates(new StoredLog(stored, codec), register.log.tree, register.log.heads, progress);
});
afterAll(() => register.close());

it('is not known before anything was signed', async () => {
  await register.append(1);
  expect(await states.at(START, 0)).toBeNull();
});

it('is, at the position of any event, the tree over the events up to it; before the first one, the empty tree', async () => {
  await register.append(EVENTS - 1);
  await register.seal();
  const tree = new GrowingTree();
  const origin = 'greffe.localhost';
  expect(await states.at(START, 0)).toEqual({ origin, size: 0, root: tree.root.toString('base64') });
  for await (const event of logOf(register.engines.stored)) {
    tree.append(leafOf(event));
    if (tree.size % 37 !== 0 && tree.size % 256 > 1) continue;
    const root = tree.root.toString('base64');
    expect(await states.at(event.position, 0)).toEqual({ origin, size: tree.size, root });
  }
  expect(tree.size).toBe(EVENTS);
});

it('is the same once the log has gone on; and what has come since is not yet vouched for', async () => {
  const before = await register.engines.stored.head();
  const then = await states.at(before, 0);
  expect(await states.newest(before)).toEqual({ size: EVENTS, root: then!.root, covers: true });
  await register.append(3);
  const after = await register.engines.stored.head();
  expect(await states.newest(after)).toMatchObject({ size: EVENTS, covers: false });
  // Nobody waits for a tree that does not come as far.
  expect(await states.at(after, 0)).toBeNull();
  await register.seal();
  expect(await states.newest(after)).toMatchObject({ size: EVENTS + 3, covers: true });
  expect(await states.at(before, 0)).toEqual(then);
});
