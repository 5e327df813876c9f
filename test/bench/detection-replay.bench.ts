import { RecordedAttempts } from '#connections';
import { defaultRuleFiles, Engine, rulesOf } from '#detection';
import { observationOfAttempt } from '../../libs/detection/src/read-models/detection/observe.ts';
import { elapsed, report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';

const BEGINNING = '2000-01-01T00:00:00.000Z';
const END = '2999-01-01T00:00:00.000Z';

/** Every rule replayed over the attempts of a year in the journal, against reading the same pages and doing nothing. */
export const detectionReplay = () =>
  withFilledJournal(async ({ attempts, database }) => {
    const recorded = new RecordedAttempts(database);
    const engine = new Engine(rulesOf(defaultRuleFiles()));
    let most = 0;
    const replayMs = await elapsed(async () => {
      for await (const page of recorded.between(BEGINNING, END)) {
        for (const attempt of page) engine.observe(observationOfAttempt(attempt));
        most = Math.max(most, process.memoryUsage().rss);
      }
    });
    const readMs = await elapsed(async () => {
      for await (const _ of recorded.between(BEGINNING, END));
    });
    const [value, reference] = [replayMs, readMs].map((ms) => (attempts / ms) * 1000) as [number, number];
    report({
      name: `detection-replay (${attempts} attempts)`,
      value,
      unit: 'attempts/s',
      reference,
      ratio: value / reference,
    });
    report({
      name: 'detection-replay-memory (whole process, at most)',
      value: most / 1e6,
      unit: 'MB',
      reference: null,
      ratio: null,
    });
  });
