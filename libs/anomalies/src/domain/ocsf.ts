import type { Verdict } from './anomaly-events.ts';
import type { AnomalyState } from './anomaly-state.ts';

/** How other surveillance tools read a case: OCSF, class *Detection Finding*. */
export interface OcsfStatus {
  /** 1 new, 2 in progress, 3 suppressed, 4 resolved. */
  readonly status_id: 1 | 2 | 3 | 4;
  /** 0 unknown, 1 false positive, 2 true positive, 5 benign, 7 insufficient data. */
  readonly verdict_id: 0 | 1 | 2 | 5 | 7;
}

const STATUS: Record<AnomalyState, OcsfStatus['status_id']> = {
  detected: 1,
  notifying: 2,
  notified: 2,
  justified: 2,
  overdue: 2,
  dismissed: 3,
  closed: 4,
};

const VERDICT: Record<Verdict, OcsfStatus['verdict_id']> = { explained: 5, confirmed: 2, insufficient: 7 };

export function ocsfStatusOf(state: AnomalyState, verdict: Verdict | null): OcsfStatus {
  const undecided = state === 'dismissed' ? 1 : 0;
  return { status_id: STATUS[state], verdict_id: verdict ? VERDICT[verdict] : undecided };
}
