import type { Convention } from './api/contract';

/** The gestionnaires of these conventions, each once: their names by their ids, to choose from. */
export const gestionnairesOf = (conventions: readonly Convention[] = []): Record<string, string> =>
  Object.fromEntries(conventions.map(({ gestionnaire }) => [gestionnaire.id, gestionnaire.name]));
