import type { Decider } from '#event-sourcing';
import { type AnomalyCommand, decide } from './anomaly-decisions.ts';
import type { AnomalyEvent } from './anomaly-events.ts';
import { type Anomaly, evolve, NO_ANOMALY } from './anomaly-state.ts';

/** The case of an anomaly: notified to the partner, who owes a justification within 15 days (article 4, R19). */
export const anomaly: Decider<AnomalyCommand, AnomalyEvent, Anomaly> = {
  category: 'anomaly',
  initialState: NO_ANOMALY,
  decide,
  evolve,
};

/** Nothing more is to come: further hits open another case. */
export const isSettled = ({ state }: Anomaly): boolean => state === 'dismissed' || state === 'closed';
