import { DAY_MS } from '#platform';
import { elapsed, percentile, report } from './figure.ts';
import { withFilledJournal } from './journal-fixture.ts';

const ROUNDS = 300;
const WARM_UP = 30;

/** A page of the journal over HTTP with any two filters, in a week, a quarter or a year: p95, against one with none. */
export const journalPage = () =>
  withFilledJournal(async ({ attempts, get }) => {
    const filtered: number[] = [];
    const unfiltered: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const plain = await elapsed(() => get(`?${period(round)}`));
      const narrow = await elapsed(() => get(`?${period(round)}&${twoFilters(round)}`));
      if (round < 0) continue;
      unfiltered.push(plain);
      filtered.push(narrow);
    }
    const [value, reference] = [filtered, unfiltered].map((times) => percentile(times, 0.95)) as [
      number,
      number,
    ];
    report({
      name: 'journal-page',
      value,
      unit: `ms, p95 of ${attempts} attempts`,
      reference,
      ratio: value / reference,
    });
  });

const LONGEST = [7, 90, 365];

function period(round: number): string {
  const days = LONGEST[Math.abs(round) % LONGEST.length]!;
  const from = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  return `from=${from}`;
}

/** Of the generator's values, the frequent and the rare ones alike. */
const FILTERS: readonly ((round: number) => string)[] = [
  (round) => `userCode=A00${String((round * 37) % 3000).padStart(4, '0')}`,
  (round) => `notUserCode=A00${String(round % 100).padStart(4, '0')}`,
  (round) => (round % 4 === 0 ? 'network=10.0.0.1' : `network=10.${1 + (round % 200)}.${round % 15}.1`),
  () => 'notNetwork=10.0.0.1',
  (round) => `outcome=${['wrong-password', 'throttled', 'blocked', 'busy'][round % 4]}`,
  () => 'notOutcome=success',
  (round) => `browser=${encodeURIComponent(`Browser ${round % 16}, Windows`)}`,
];
const PAIRS = FILTERS.flatMap((one, index) => FILTERS.slice(index + 1).map((other) => [one, other] as const));

function twoFilters(round: number): string {
  const turn = Math.abs(round);
  const [one, other] = PAIRS[turn % PAIRS.length]!;
  return `${one(turn)}&${other(turn)}`;
}
