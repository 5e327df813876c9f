import { elapsed, median, percentile, report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';

const ROUNDS = 60;
const WARM_UP = 5;
const REFERENCE_ROUNDS = 3;

const FILTERS = [
  '',
  'notOutcome=success',
  'userCode=A000001',
  'notUserCode=A000001',
  'network=10.0.0.1',
  `browser=${encodeURIComponent('Browser 1, Windows')}`,
];

/** A year's histogram over HTTP, with and without a filter: p95, against rows counted by day in PostgreSQL alone. */
export const journalHistogram = () =>
  withFilledJournal(async ({ attempts, database, get }) => {
    const from = new Date(Date.now() - 364 * 86_400_000).toISOString().slice(0, 10);
    const times: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const filter = FILTERS[Math.abs(round) % FILTERS.length]!;
      const ms = await elapsed(() => get(`/histogram?from=${from}&${filter}`));
      if (round >= 0) times.push(ms);
    }
    const counted: number[] = [];
    for (let round = 0; round < REFERENCE_ROUNDS; round++) {
      counted.push(await elapsed(() => database.query({ text: BY_ROW, query_timeout: 600_000 })));
    }
    const [value, reference] = [percentile(times, 0.95), median(counted)];
    report({
      name: 'journal-histogram',
      value,
      unit: `ms, p95 of ${attempts} attempts`,
      reference,
      ratio: value / reference,
    });
  });

const BY_ROW = `
  SELECT (at AT TIME ZONE 'Europe/Paris')::date, sum(count) FILTER (WHERE outcome = 'success'), sum(count)
  FROM journal.attempts GROUP BY 1`;
