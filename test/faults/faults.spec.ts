import { killSpawnedApps } from '../support/spawn-app.ts';
import { hindrance } from './fault.ts';
import { Load } from './load.ts';
import { giveUp, outcome, start, strike } from './round.ts';
import { suites } from './suites.ts';
import type { SystemUnderTest } from './system.ts';

/** Where much else runs at the same time, processes are slow to start. */
const SLOW_START_MS = 120_000;
const LONGEST_ROUND_MS = 300_000;

/**
 * One load for all faults of a system, and one look at what became of it: a fault that does harm that no later one undoes is found
 * as surely as by itself. `npm run faults -- NAME` says which one it was.
 */
describe.each(suites)('$system', ({ open, faults }) => {
  const possible = faults.filter((fault) => !hindrance(fault));
  let system: SystemUnderTest;
  let load: Load | undefined;
  beforeAll(async () => {
    system = await open();
    load = new Load(system);
    await start(load);
  }, SLOW_START_MS);
  afterAll(async () => {
    if (load) await giveUp(load);
    await system?.close();
    await killSpawnedApps();
  }, SLOW_START_MS);

  for (const fault of faults) {
    const skipped = hindrance(fault);
    (skipped ? it.skip : it)(
      `${fault.name}: no hand is needed${skipped ? ` (skipped: ${skipped})` : ''}`,
      async () => {
        await strike(system, load!, fault);
      },
      LONGEST_ROUND_MS,
    );
  }

  (possible.length > 0 ? it : it.skip)(
    'after all of them, nothing is lost, doubled or out of order, and a rebuild makes the same',
    async () => {
      expect(await outcome(system, load!, possible)).toEqual([]);
    },
    LONGEST_ROUND_MS,
  );
});
