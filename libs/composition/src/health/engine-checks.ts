import type { Engines } from '../engines.ts';
import type { Check } from './readiness.ts';

/** The engines that no program does without answer. */
export const engineChecks = ({ database, store }: Pick<Engines, 'database' | 'store'>): Check[] => [
  answers('PostgreSQL', () => database.query('SELECT 1')),
  answers('the event store', () => store.head()),
];

/** Nothing is in the way when `question` is answered. */
export const answers = (part: string, question: () => Promise<unknown>): Check => ({
  part,
  obstacles: () => question().then(() => []),
});
