import type { AnomalyState } from '../../domain/anomaly-state.ts';

/** The case is over. */
export const OVER = 8;

/**
 * How little a case can wait, from 1 on. First what may be an intrusion under way; then what the partner’s silence or answer asks
 * the Caf to conclude; then a notice that has reached nobody, since no day runs; then the other cases to be looked at. Behind
 * `LAST_OF_CAF` nothing is for the Caf to do: the partner has its days, or the case is over.
 */
export const URGENCY = `
  CASE WHEN state = 'detected' AND severity = 'critical' THEN 1
       WHEN state = 'detected' AND severity = 'high' THEN 2
       WHEN state = 'overdue' THEN 3
       WHEN state = 'justified' THEN 4
       WHEN state = 'notifying' THEN 5
       WHEN state = 'detected' THEN 6
       WHEN state = 'notified' THEN 7
       ELSE ${OVER} END`;

/** The last urgency that waits for the Caf. */
export const LAST_OF_CAF = 6;

/**
 * Where a case stands among those of its urgency, by when it came to its state: what has waited longest comes first, of what is
 * over the latest.
 */
export function turnOf(state: AnomalyState, since: string): number {
  const at = Date.parse(since);
  return state === 'closed' || state === 'dismissed' ? -at : at;
}
