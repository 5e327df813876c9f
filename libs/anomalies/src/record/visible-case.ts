import type { Principal } from '#platform';
import { isKnownToPartner, unknownAnomaly } from '../domain/anomaly-decisions.ts';
import type { Anomaly } from '../domain/anomaly-state.ts';

/**
 * By the log: a case is there for its Caf, and for the partner who knows of it.
 * @throws Refusal anomaly-not-found
 */
export function mustSee(state: Anomaly, { role, organism }: Principal): void {
  const isTheirs =
    role === 'caf-security'
      ? state.cafId === organism.id
      : role === 'gestionnaire' && state.gestionnaireId === organism.id && isKnownToPartner(state);
  if (!isTheirs) throw unknownAnomaly();
}
