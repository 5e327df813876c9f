import type { Decider, EventTypes } from '#event-sourcing';
import {
  type CalendarDate,
  conflict,
  daysBetween,
  dueDate,
  endOfDay,
  holidayCalendarOf,
  type Instant,
  notFound,
  parisDateOf,
  policy,
} from '#platform';
import type { Attempt } from './detection.ts';
import type { RuleReference, Severity } from './rules.ts';

/** *Explained*: the justification suffices. *Confirmed*: it is real. *Insufficient*: there is no telling. */
export const verdicts = ['explained', 'confirmed', 'insufficient'] as const;
export type Verdict = (typeof verdicts)[number];

export const anomalyStates = ['detected', 'dismissed', 'notified', 'justified', 'overdue', 'closed'] as const;
export type AnomalyState = (typeof anomalyStates)[number];

/** What a rule found, and whom it concerns. */
export interface Detection {
  readonly rule: RuleReference;
  readonly severity: Severity;
  /** The article of the amendment that the rule serves. */
  readonly article: string;
  readonly sentence: string;
  readonly userCode: string;
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly cafId: string;
  /** Of the attempt that completed the hit. */
  readonly detectedAt: Instant;
  readonly evidence: readonly Attempt[];
}

export type AnomalyEvent =
  | { type: 'AnomalyDetected'; data: Detection }
  | { type: 'AnomalyEvidenceAdded'; data: { evidence: readonly Attempt[] } }
  | { type: 'AnomalyDismissed'; data: { reason: string } }
  | { type: 'AnomalyNotified'; data: { notifiedOn: CalendarDate; dueOn: CalendarDate } }
  | { type: 'JustificationReminderIssued'; data: { daysBefore: number; dueOn: CalendarDate } }
  | { type: 'JustificationSubmitted'; data: { text: string; late: boolean; daysLate: number } }
  /** Silence is a recorded outcome. */
  | { type: 'JustificationOverdue'; data: { dueOn: CalendarDate } }
  | { type: 'VerdictGiven'; data: { verdict: Verdict; comment: string } };

export const anomalyEventTypes: EventTypes<AnomalyEvent> = {
  AnomalyDetected: { schema: 1, personal: ['evidence'] },
  AnomalyEvidenceAdded: { schema: 1, personal: ['evidence'] },
  AnomalyDismissed: { schema: 1 },
  AnomalyNotified: { schema: 1 },
  JustificationReminderIssued: { schema: 1 },
  JustificationSubmitted: { schema: 1, personal: ['text'] },
  JustificationOverdue: { schema: 1 },
  VerdictGiven: { schema: 1, personal: ['comment'] },
};

export type AnomalyCommand =
  | { type: 'RecordDetection'; detection: Detection }
  | { type: 'DismissAnomaly'; reason: string }
  | { type: 'NotifyAnomaly' }
  | { type: 'ApplyAnomalyDeadline' }
  | { type: 'SubmitJustification'; text: string }
  | { type: 'GiveVerdict'; verdict: Verdict; comment: string };

export interface Anomaly {
  readonly state: AnomalyState | 'unknown';
  readonly cafId?: string;
  readonly gestionnaireId?: string;
  readonly evidence: ReadonlySet<string>;
  readonly dueOn: CalendarDate | null;
  /** The last reminder sent, by its days before the due date. */
  readonly remindedAt: number | null;
}

/** The case of an anomaly: notified to the partner, who owes a justification within 15 days (article 4, R19). */
export const anomaly: Decider<AnomalyCommand, AnomalyEvent, Anomaly> = {
  category: 'anomaly',
  initialState: { state: 'unknown', evidence: new Set(), dueOn: null, remindedAt: null },
  decide,
  evolve,
};

/** Nothing more is to come: further hits open another case. */
export const isSettled = ({ state }: Anomaly): boolean => state === 'dismissed' || state === 'closed';

/** The partner knows of it: before, it is an internal matter of the Caf. */
export const isKnownToPartner = ({ state }: Anomaly): boolean =>
  state === 'notified' || state === 'justified' || state === 'overdue' || state === 'closed';

function decide(command: AnomalyCommand, state: Anomaly, now: Instant): AnomalyEvent[] {
  switch (command.type) {
    case 'RecordDetection':
      return record(command.detection, state);
    case 'DismissAnomaly':
      mustBeUndecided(state);
      return [{ type: 'AnomalyDismissed', data: { reason: command.reason } }];
    case 'NotifyAnomaly':
      mustBeUndecided(state);
      return [notify(state, now)];
    case 'ApplyAnomalyDeadline':
      return applyDeadline(state, now);
    case 'SubmitJustification':
      return justify(command.text, state, now);
    case 'GiveVerdict':
      mustBeJudgeable(state);
      return [{ type: 'VerdictGiven', data: { verdict: command.verdict, comment: command.comment } }];
    default:
      return command satisfies never;
  }
}

function record(detection: Detection, state: Anomaly): AnomalyEvent[] {
  if (state.state === 'unknown') return [{ type: 'AnomalyDetected', data: detection }];
  const evidence = detection.evidence.filter(({ attemptId }) => !state.evidence.has(attemptId));
  return evidence.length === 0 ? [] : [{ type: 'AnomalyEvidenceAdded', data: { evidence } }];
}

function notify({ cafId = '' }: Anomaly, now: Instant): AnomalyEvent {
  const notifiedOn = parisDateOf(now);
  const dueOn = dueDate(notifiedOn, policy.justificationDays, holidayCalendarOf(cafId));
  return { type: 'AnomalyNotified', data: { notifiedOn, dueOn } };
}

/** Overdue from 24:00 of the due day; before, the reminder for the days that are left, once. */
function applyDeadline({ state, dueOn, remindedAt }: Anomaly, now: Instant): AnomalyEvent[] {
  if (state !== 'notified' || dueOn === null) return [];
  if (now >= endOfDay(dueOn)) return [{ type: 'JustificationOverdue', data: { dueOn } }];
  const left = daysBetween(parisDateOf(now), dueOn);
  const due = policy.justificationReminderDays.filter((days) => left <= days);
  const daysBefore = Math.min(...due);
  if (due.length === 0 || (remindedAt !== null && remindedAt <= daysBefore)) return [];
  return [{ type: 'JustificationReminderIssued', data: { daysBefore, dueOn } }];
}

function justify(text: string, anomaly: Anomaly, now: Instant): AnomalyEvent[] {
  const { state, dueOn } = anomaly;
  if (!isKnownToPartner(anomaly) || dueOn === null) throw unknownAnomaly();
  if (state === 'justified')
    throw conflict('already-justified', 'La justification de cette anomalie est déjà donnée.');
  if (state === 'closed')
    throw conflict('anomaly-closed', 'La Caf a déjà conclu : cette anomalie est close.');
  const daysLate = Math.max(0, daysBetween(dueOn, parisDateOf(now)));
  return [{ type: 'JustificationSubmitted', data: { text, late: daysLate > 0, daysLate } }];
}

function mustBeUndecided({ state }: Anomaly): void {
  if (state === 'unknown') throw unknownAnomaly();
  if (state === 'dismissed')
    throw conflict('anomaly-dismissed', 'Cette anomalie est déjà classée sans suite.');
  if (state !== 'detected')
    throw conflict('anomaly-notified', 'Cette anomalie est déjà notifiée au partenaire.');
}

function mustBeJudgeable({ state }: Anomaly): void {
  if (state === 'unknown') throw unknownAnomaly();
  if (state === 'closed') throw conflict('verdict-given', 'La conclusion de cette anomalie est déjà donnée.');
  if (state === 'notified') {
    throw conflict('justification-awaited', 'Le délai de justification du partenaire n’est pas écoulé.');
  }
  if (state !== 'justified' && state !== 'overdue') {
    throw conflict('anomaly-not-notified', 'Cette anomalie n’a pas été notifiée au partenaire.');
  }
}

const unknownAnomaly = () =>
  notFound('anomaly-not-found', 'Cette anomalie n’existe pas, ou ne relève pas de vous.');

function evolve(state: Anomaly, event: AnomalyEvent): Anomaly {
  switch (event.type) {
    case 'AnomalyDetected': {
      const { cafId, gestionnaire } = event.data;
      return withEvidence(
        { ...state, state: 'detected', cafId, gestionnaireId: gestionnaire.id },
        event.data,
      );
    }
    case 'AnomalyEvidenceAdded':
      return withEvidence(state, event.data);
    case 'AnomalyDismissed':
      return { ...state, state: 'dismissed' };
    case 'AnomalyNotified':
      return { ...state, state: 'notified', dueOn: event.data.dueOn };
    case 'JustificationReminderIssued':
      return { ...state, remindedAt: event.data.daysBefore };
    case 'JustificationSubmitted':
      return { ...state, state: 'justified' };
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
  evidence: new Set([...state.evidence, ...evidence.map(({ attemptId }) => attemptId)]),
});
