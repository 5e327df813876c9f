import type { Convention } from './api/contract';
import { inFrenchOrder } from './french-order';

/** The gestionnaires of these conventions, each once: their names by their ids, to choose from, in French order. */
export const gestionnairesOf = (conventions: readonly Convention[] = []): Record<string, string> =>
  Object.fromEntries(
    conventions
      .map(({ gestionnaire }) => [gestionnaire.id, gestionnaire.name] as const)
      .sort(([, one], [, other]) => inFrenchOrder(one, other)),
  );
