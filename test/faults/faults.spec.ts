import { killSpawnedApps } from '../support/spawn-app.ts';
import { hindrance } from './fault.ts';
import { plays } from './plays.ts';
import { playRound } from './round.ts';
import type { Stage } from './stage.ts';

/** Where much else runs at the same time, processes are slow to start. */
const SLOW_START_MS = 120_000;
const LONGEST_ROUND_MS = 300_000;

describe.each(plays)('$stage', ({ open, faults }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
  }, SLOW_START_MS);
  afterAll(async () => {
    await stage?.close();
    await killSpawnedApps();
  }, SLOW_START_MS);

  for (const fault of faults) {
    const skipped = hindrance(fault);
    (skipped ? it.skip : it)(
      `${fault.name}: nothing is lost, doubled or out of order, and no hand is needed${skipped ? ` (skipped: ${skipped})` : ''}`,
      async () => {
        const { findings, hand } = await playRound(stage, fault);
        expect({ findings, hand }).toEqual({ findings: [], hand: null });
      },
      LONGEST_ROUND_MS,
    );
  }
});
