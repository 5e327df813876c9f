import type { Bar } from '../../api/contract';
import { plural } from '../../format';

/** What attempts are told apart by in the bars, from below. */
export const COUNTS = ['successes', 'failures', 'pending'] as const;
export type Count = (typeof COUNTS)[number];

export const sum = (bars: readonly Bar[], of: Count) => bars.reduce((total, bar) => total + bar[of], 0);

export const heightOf = ({ successes, failures, pending }: Bar) => successes + failures + pending;

/** « 3 réussies », and the others likewise. */
export const WORDS: Record<Count, (count: number) => string> = {
  successes: (count) => plural(count, 'réussie'),
  failures: (count) => plural(count, 'refusée'),
  pending: (count) => plural(count, 'seconde vérification demandée', 'secondes vérifications demandées'),
};

/** Those that are always said, and a second factor where one was asked for. */
export const countsOf = (bars: readonly Bar[]): Count[] =>
  COUNTS.filter((of) => of !== 'pending' || sum(bars, of) > 0);

/** « 191 réussies, 178 refusées » */
export const sayCounts = (bars: readonly Bar[]): string =>
  countsOf(bars)
    .map((of) => WORDS[of](sum(bars, of)))
    .join(', ');
