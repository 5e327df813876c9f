import type { Engines } from '../engines.ts';
import type { Check } from './readiness.ts';

/** Long enough for another node to be found; then the reason counts. */
const PATIENCE_MS = 500;

/** The engines that no program does without answer. */
export const engineChecks = ({ database, store }: Pick<Engines, 'database' | 'store'>): Check[] => [
  answers('PostgreSQL', () => database.query('SELECT 1')),
  answers('the event store', () => store.head(PATIENCE_MS)),
];

/** Nothing is in the way when `question` is answered. */
export const answers = (part: string, question: () => Promise<unknown>): Check => ({
  part,
  obstacles: () => question().then(() => []),
});
