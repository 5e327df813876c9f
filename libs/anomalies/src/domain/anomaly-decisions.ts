import {
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
import type { AnomalyEvent, Detection, Verdict } from './anomaly-events.ts';
import type { Anomaly } from './anomaly-state.ts';

export type AnomalyCommand =
  | { type: 'RecordDetection'; detection: Detection }
  | { type: 'DismissAnomaly'; reason: string }
  | { type: 'NotifyAnomaly' }
  | { type: 'ApplyAnomalyDeadline' }
  | { type: 'SubmitJustification'; text: string }
  | { type: 'GiveVerdict'; verdict: Verdict; comment: string };

export function decide(command: AnomalyCommand, state: Anomaly, now: Instant): AnomalyEvent[] {
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

/** The partner knows of it: before, it is an internal matter of the Caf. */
const isKnownToPartner = ({ state }: Anomaly): boolean =>
  state === 'notified' || state === 'justified' || state === 'overdue' || state === 'closed';

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
