import {
  type AttachedFile,
  type CalendarDate,
  conflict,
  daysBetween,
  dueDate,
  endOfDay,
  holidayCalendarOf,
  type Instant,
  mustBeFewFiles,
  notFound,
  parisDateOf,
  policy,
  type SecuritySanction,
} from '#platform';
import type { AnomalyEvent, Detection, NoticeProof, Verdict } from './anomaly-events.ts';
import { type Anomaly, evolve } from './anomaly-state.ts';

export type AnomalyCommand =
  | { type: 'RecordDetection'; detection: Detection }
  | { type: 'DismissAnomaly'; reason: string }
  | { type: 'ReopenAnomaly'; reason: string }
  | { type: 'NotifyAnomaly' }
  | { type: 'ConfirmNotice'; userCode: string; acceptedAt: Instant }
  | { type: 'RecordRegisteredLetter'; number: string; deliveredOn: CalendarDate }
  | { type: 'ApplyAnomalyDeadline' }
  | { type: 'SubmitJustification'; text: string; files: readonly AttachedFile[] }
  | { type: 'GiveVerdict'; verdict: Verdict; comment: string; sanction: SecuritySanction | null };

export function decide(command: AnomalyCommand, state: Anomaly, now: Instant): AnomalyEvent[] {
  switch (command.type) {
    case 'RecordDetection':
      return record(command.detection, state);
    case 'DismissAnomaly':
      mustBeUndecided(state);
      return [{ type: 'AnomalyDismissed', data: { reason: command.reason } }];
    case 'ReopenAnomaly':
      if (state.state === 'unknown') throw unknownAnomaly();
      if (state.state !== 'dismissed') {
        throw conflict('anomaly-not-dismissed', 'Cette anomalie n’est pas classée sans suite.');
      }
      return [{ type: 'AnomalyReopened', data: { reason: command.reason } }];
    case 'NotifyAnomaly':
      mustBeUndecided(state);
      mustHavePartner(state);
      return [{ type: 'AnomalyNotificationDecided', data: { decidedOn: parisDateOf(now) } }];
    case 'ConfirmNotice': {
      const { userCode, acceptedAt } = command;
      if (state.state !== 'notifying') return [];
      return [notified({ kind: 'mail', userCode, acceptedAt }, parisDateOf(acceptedAt), state)];
    }
    case 'RecordRegisteredLetter':
      return recordLetter(command, state, now);
    case 'ApplyAnomalyDeadline':
      return applyDeadline(state, now);
    case 'SubmitJustification':
      return justify(command, state, now);
    case 'GiveVerdict': {
      const { verdict, comment, sanction } = command;
      // Also where the job has yet to find it.
      const silence = silenceOf(state, now);
      mustBeJudgeable(silence.reduce(evolve, state));
      if (sanction !== null) mustBeSanctionable(verdict, state);
      return [...silence, { type: 'VerdictGiven', data: { verdict, comment, sanction } }];
    }
    default:
      return command satisfies never;
  }
}

/** Attempts that a case links to; the journal has the others. */
const MOST_EVIDENCE = 100;

function record(detection: Detection, state: Anomaly): AnomalyEvent[] {
  if (state.state === 'unknown') {
    const links = detection.evidence.slice(0, MOST_EVIDENCE);
    return [{ type: 'AnomalyDetected', data: { ...detection, evidence: links } }];
  }
  const evidence = detection.evidence
    .filter(({ attemptId }) => !state.evidence.has(attemptId))
    .slice(0, Math.max(0, MOST_EVIDENCE - state.evidence.size));
  return evidence.length === 0 ? [] : [{ type: 'AnomalyEvidenceAdded', data: { evidence } }];
}

/** The 15 days begin on the day on which the notice has reached somebody, and not before (R19). */
function notified(by: NoticeProof, notifiedOn: CalendarDate, { cafId = '' }: Anomaly): AnomalyEvent {
  const dueOn = dueDate(notifiedOn, policy.justificationDays, holidayCalendarOf(cafId));
  return { type: 'AnomalyNotified', data: { notifiedOn, dueOn, by } };
}

function recordLetter(
  { number, deliveredOn }: { number: string; deliveredOn: CalendarDate },
  state: Anomaly,
  now: Instant,
): AnomalyEvent[] {
  if (state.state !== 'notifying' || state.decidedOn === null) {
    mustBeUndecided(state);
    throw conflict('anomaly-not-notified', 'Notifiez d’abord cette anomalie au partenaire.');
  }
  if (deliveredOn > parisDateOf(now)) {
    throw conflict('letter-in-future', 'Cette lettre ne peut pas avoir été remise après aujourd’hui.');
  }
  if (deliveredOn < state.decidedOn) {
    throw conflict(
      'letter-before-notification',
      'Cette lettre aurait été remise avant que la Caf ne décide de notifier l’anomalie.',
    );
  }
  return [notified({ kind: 'registered-letter', number, deliveredOn }, deliveredOn, state)];
}

/** From 24:00 of the due day on. */
function silenceOf({ state, dueOn }: Anomaly, now: Instant): AnomalyEvent[] {
  if (state !== 'notified' || dueOn === null || now < endOfDay(dueOn)) return [];
  return [{ type: 'JustificationOverdue', data: { dueOn } }];
}

/** Silence after the due day; before, the reminder for the days that are left, once. */
function applyDeadline(anomaly: Anomaly, now: Instant): AnomalyEvent[] {
  const { state, dueOn, remindedAt } = anomaly;
  const silence = silenceOf(anomaly, now);
  if (state !== 'notified' || dueOn === null || silence.length > 0) return silence;
  const left = daysBetween(parisDateOf(now), dueOn);
  const due = policy.justificationReminderDays.filter((days) => left <= days);
  const daysBefore = Math.min(...due);
  if (due.length === 0 || (remindedAt !== null && remindedAt <= daysBefore)) return [];
  return [{ type: 'JustificationReminderIssued', data: { daysBefore, dueOn } }];
}

function justify(
  { text, files }: { text: string; files: readonly AttachedFile[] },
  anomaly: Anomaly,
  now: Instant,
): AnomalyEvent[] {
  const { dueOn } = anomaly;
  mustBeJustifiable(anomaly);
  mustBeFewFiles(files);
  // Before the notice has reached anybody no day is counted: whoever answers already is in time.
  const daysLate = dueOn === null ? 0 : Math.max(0, daysBetween(dueOn, parisDateOf(now)));
  return [{ type: 'JustificationSubmitted', data: { text, files, late: daysLate > 0, daysLate } }];
}

/** The partner knows of it: before, it is an internal matter of the Caf. */
export const isKnownToPartner = ({ state }: Anomaly): boolean =>
  state !== 'unknown' && state !== 'detected' && state !== 'dismissed';

/** The partner may still have its part in it. */
export function mustBeOpenToPartner(anomaly: Anomaly): void {
  if (!isKnownToPartner(anomaly)) throw unknownAnomaly();
  if (anomaly.state === 'closed')
    throw conflict('anomaly-closed', 'La Caf a déjà conclu : cette anomalie est close.');
}

export function mustBeJustifiable(anomaly: Anomaly): void {
  mustBeOpenToPartner(anomaly);
  if (anomaly.state === 'justified')
    throw conflict('already-justified', 'La justification de cette anomalie est déjà donnée.');
}

function mustBeUndecided({ state }: Anomaly): void {
  if (state === 'unknown') throw unknownAnomaly();
  if (state === 'dismissed')
    throw conflict('anomaly-dismissed', 'Cette anomalie est déjà classée sans suite.');
  if (state !== 'detected')
    throw conflict('anomaly-notified', 'Cette anomalie est déjà notifiée au partenaire.');
}

/** R19: a justification is asked of one partner. */
function mustHavePartner({ gestionnaireId }: Anomaly): void {
  if (gestionnaireId !== null) return;
  throw conflict(
    'anomaly-without-partner',
    'Cette anomalie ne concerne pas un seul partenaire : concluez, ou classez-la sans suite.',
  );
}

function mustBeJudgeable({ state, gestionnaireId }: Anomaly): void {
  if (state === 'detected' && gestionnaireId === null) return;
  if (state === 'unknown') throw unknownAnomaly();
  if (state === 'closed') throw conflict('verdict-given', 'La conclusion de cette anomalie est déjà donnée.');
  if (state === 'notifying') {
    throw conflict(
      'notice-not-received',
      'La notification n’a encore atteint personne : le délai de justification n’a pas commencé.',
    );
  }
  if (state === 'notified') {
    throw conflict('justification-awaited', 'Le délai de justification du partenaire n’est pas écoulé.');
  }
  if (state !== 'justified' && state !== 'overdue') {
    throw conflict('anomaly-not-notified', 'Cette anomalie n’a pas été notifiée au partenaire.');
  }
}

function mustBeSanctionable(verdict: Verdict, { userCode }: Anomaly): void {
  if (verdict !== 'confirmed') {
    throw conflict(
      'sanction-unfounded',
      'Seule une anomalie confirmée peut entraîner une mesure sur le code.',
    );
  }
  if (userCode === null) {
    throw conflict('sanction-without-code', 'Cette anomalie ne concerne pas un seul code : aucune mesure.');
  }
}

export const unknownAnomaly = () =>
  notFound('anomaly-not-found', 'Cette anomalie n’existe pas, ou ne relève pas de vous.');
