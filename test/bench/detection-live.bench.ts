import { journalProjection } from '#connections';
import { defaultRuleFiles } from '#detection';
import { rebuild } from '#event-sourcing';
import { DetectionProjection } from '../../libs/detection/src/read-models/detection/projection.ts';
import { recordWorkingDays } from './attempts.ts';
import { elapsed, median, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const EVENTS = 200_000;
const ROUNDS = 3;

/** The detection catching up on the attempts of fifty working days with every rule on, against the journal catching up on the same. */
export const detectionLive = () =>
  withEngines(async ({ store, database }) => {
    await recordWorkingDays(store, EVENTS);
    await database.query('VACUUM ANALYZE event_log.events');
    const rounds: { ours: number; journal: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const journalMs = await elapsed(() => rebuild(database, store, journalProjection));
      const detection = new DetectionProjection(defaultRuleFiles());
      const ourMs = await elapsed(() => rebuild(database, store, detection));
      rounds.push({ ours: (EVENTS / ourMs) * 1000, journal: (EVENTS / journalMs) * 1000 });
    }
    report({
      name: 'detection-live',
      value: median(rounds.map(({ ours }) => ours)),
      unit: 'attempts/s',
      reference: median(rounds.map(({ journal }) => journal)),
      ratio: median(rounds.map(({ ours, journal }) => ours / journal)),
    });
  });
