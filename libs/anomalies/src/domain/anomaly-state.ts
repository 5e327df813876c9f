import type { AttachedFile, CalendarDate } from '#platform';
import type { AnomalyEvent, Attempt } from './anomaly-events.ts';

/** `notifying`: the notice has reached nobody yet, and the 15 days have not begun (R19). */
export const anomalyStates = [
  'detected',
  'dismissed',
  'notifying',
  'notified',
  'justified',
  'overdue',
  'closed',
] as const;
export type AnomalyState = (typeof anomalyStates)[number];

/** The partner owes a justification; what it has given, and what is over, asks nothing more of it (R19). */
export const AWAITED_OF_PARTNER = ['notifying', 'notified', 'overdue'] as const satisfies AnomalyState[];

export interface Anomaly {
  readonly state: AnomalyState | 'unknown';
  readonly cafId?: string;
  /** Null when nobody has to justify it. */
  readonly gestionnaireId?: string | null;
  /** The code that it is about; null for what comes from one network. */
  readonly userCode: string | null;
  /** By attempt. */
  readonly evidence: ReadonlyMap<string, Attempt>;
  readonly decidedOn: CalendarDate | null;
  /** From which the 15 days run, and their last; null before. */
  readonly notifiedOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  /** That the justification was sent with. */
  readonly files: readonly AttachedFile[];
  /** The last reminder sent, by its days before the due date. */
  readonly remindedAt: number | null;
}

export const NO_ANOMALY: Anomaly = {
  state: 'unknown',
  userCode: null,
  evidence: new Map(),
  decidedOn: null,
  notifiedOn: null,
  dueOn: null,
  files: [],
  remindedAt: null,
};

export function evolve(state: Anomaly, event: AnomalyEvent): Anomaly {
  switch (event.type) {
    case 'AnomalyDetected': {
      const { cafId, gestionnaire, userCode } = event.data;
      return withEvidence(
        { ...state, state: 'detected', cafId, userCode, gestionnaireId: gestionnaire?.id ?? null },
        event.data,
      );
    }
    case 'AnomalyEvidenceAdded':
      return withEvidence(state, event.data);
    case 'AnomalyDismissed':
      return { ...state, state: 'dismissed' };
    case 'AnomalyReopened':
      return { ...state, state: 'detected' };
    case 'AnomalyNotificationDecided':
      return { ...state, state: 'notifying', decidedOn: event.data.decidedOn };
    case 'AnomalyNotified':
      return {
        ...state,
        state: 'notified',
        notifiedOn: event.data.notifiedOn,
        dueOn: event.data.dueOn,
      };
    case 'JustificationReminderIssued':
      return { ...state, remindedAt: event.data.daysBefore };
    case 'JustificationSubmitted':
      return { ...state, state: 'justified', files: event.data.files };
    case 'JustificationOverdue':
      return { ...state, state: 'overdue' };
    case 'VerdictGiven':
      return { ...state, state: 'closed' };
    default:
      return event satisfies never;
  }
}

const withEvidence = (state: Anomaly, { evidence }: { evidence: readonly Attempt[] }): Anomaly => ({
  ...state,
  evidence: new Map([...state.evidence, ...evidence.map((attempt) => [attempt.attemptId, attempt] as const)]),
});
