import type { Convention } from './api/contract';
import { inFrenchOrder } from './french-order';

/** Those that both parties have signed: a draft opens nothing of the other party yet (R1). */
export const signed = (conventions: readonly Convention[]): Convention[] =>
  conventions.filter(({ state }) => state !== 'draft');

/** The gestionnaires of those that are signed, each once: their names by their ids, to choose from, in French order. */
export const gestionnairesOf = (conventions: readonly Convention[] = []): Record<string, string> =>
  Object.fromEntries(
    signed(conventions)
      .map(({ gestionnaire }) => [gestionnaire.id, gestionnaire.name] as const)
      .sort(([, one], [, other]) => inFrenchOrder(one, other)),
  );
