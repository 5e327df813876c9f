import { killSpawnedApps } from '../support/spawn-app.ts';
import { hindrance } from './fault.ts';
import { runRound } from './round.ts';
import { suites } from './suites.ts';
import type { SystemUnderTest } from './system.ts';

/** Where much else runs at the same time, processes are slow to start. */
const SLOW_START_MS = 120_000;
const LONGEST_ROUND_MS = 300_000;

describe.each(suites)('$system', ({ open, faults }) => {
  let system: SystemUnderTest;
  beforeAll(async () => {
    system = await open();
  }, SLOW_START_MS);
  afterAll(async () => {
    await system?.close();
    await killSpawnedApps();
  }, SLOW_START_MS);

  for (const fault of faults) {
    const skipped = hindrance(fault);
    (skipped ? it.skip : it)(
      `${fault.name}: nothing is lost, doubled or out of order, and no hand is needed${skipped ? ` (skipped: ${skipped})` : ''}`,
      async () => {
        const { findings, hand } = await runRound(system, fault);
        expect({ findings, hand }).toEqual({ findings: [], hand: null });
      },
      LONGEST_ROUND_MS,
    );
  }
});
