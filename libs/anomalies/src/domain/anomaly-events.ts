import type { AttemptOutcome } from '#connections';
import type { Level, RuleReference } from '#detection';
import { ERASED, type EventOrigin, type EventTypes, inMonth } from '#event-sourcing';
import { type AttachedFile, type CalendarDate, type Instant, type SecuritySanction } from '#platform';

/** *Explained*: the justification suffices. *Confirmed*: it is real. *Insufficient*: there is no telling. */
export const verdicts = ['explained', 'confirmed', 'insufficient'] as const;
export type Verdict = (typeof verdicts)[number];

/** An attempt to sign in, as a case keeps it. */
export interface Attempt {
  /** Of the `LoginAttempted` event. */
  readonly attemptId: string;
  readonly at: Instant;
  readonly outcome: AttemptOutcome;
  readonly address: string | null;
  /** That was tried; null for what is no code, and in older cases. */
  readonly userCode: string | null;
  /** How many attempts this is the record of: those refused unread are gathered (R18). */
  readonly count: number;
}

/** How many attempts these records are of. */
export const attemptsIn = (evidence: readonly Attempt[]): number =>
  evidence.reduce((sum, { count }) => sum + count, 0);

/** What a rule found, and whom it concerns. */
export interface Detection {
  readonly rule: RuleReference;
  readonly severity: Level;
  /** The article of the amendment that the rule serves. */
  readonly article: string;
  readonly sentence: string;
  /** The code that it is about; null for what comes from one network, whatever the codes. */
  readonly userCode: string | null;
  readonly network: string | null;
  /** Who has to justify it; null where it concerns several partners, or none: it is then the Caf’s own affair. */
  readonly gestionnaire: { readonly id: string; readonly name: string } | null;
  readonly cafId: string;
  /** Of the attempt that completed the hit. */
  readonly detectedAt: Instant;
  readonly evidence: readonly Attempt[];
  /** Null where no few attempts suffice, and in older cases. */
  readonly sufficient: SufficientSet | null;
}

/** The smallest set that made the rule hold: without any one of them it would not have. */
export interface SufficientSet {
  /** How many they are, on whosever codes. */
  readonly count: number;
  /** Those of them that are among the evidence. */
  readonly attemptIds: readonly string[];
}

/** By what the notice is known to have reached the partner (R19). */
export type NoticeProof =
  /** The mail server of a correspondent who could sign in then took it. */
  | { readonly kind: 'mail'; readonly userCode: string; readonly acceptedAt: Instant }
  /** Handed over on that day, as the post attests. */
  | { readonly kind: 'registered-letter'; readonly number: string; readonly deliveredOn: CalendarDate };

export type AnomalyEvent =
  | { type: 'AnomalyDetected'; data: Detection }
  | { type: 'AnomalyEvidenceAdded'; data: { evidence: readonly Attempt[] } }
  | { type: 'AnomalyDismissed'; data: { reason: string } }
  /** It was dismissed too soon: it waits for the Caf again. */
  | { type: 'AnomalyReopened'; data: { reason: string } }
  /** The Caf asks for a justification. No day is counted before the notice has reached somebody. */
  | { type: 'AnomalyNotificationDecided'; data: { decidedOn: CalendarDate } }
  /** It has: the 15 days run. In older logs, which do not say by what, they ran from the decision. */
  | {
      type: 'AnomalyNotified';
      data: { notifiedOn: CalendarDate; dueOn: CalendarDate; by: NoticeProof | null };
    }
  | { type: 'JustificationReminderIssued'; data: { daysBefore: number; dueOn: CalendarDate } }
  | {
      type: 'JustificationSubmitted';
      data: { text: string; files: readonly AttachedFile[]; late: boolean; daysLate: number };
    }
  /** Silence is a recorded outcome. */
  | { type: 'JustificationOverdue'; data: { dueOn: CalendarDate } }
  | { type: 'VerdictGiven'; data: { verdict: Verdict; comment: string; sanction: SecuritySanction | null } };

/** What is decided before the partner knows of the case stays with the Caf. */
export const INTERNAL: ReadonlySet<string> = new Set<AnomalyEvent['type']>([
  'AnomalyDismissed',
  'AnomalyReopened',
]);

/** Evidence of before attempts were gathered: each record is of one. */
const ofOneEach = ({ evidence, ...data }: { evidence?: unknown }) => ({
  ...data,
  evidence: (evidence as readonly Omit<Attempt, 'count'>[]).map((attempt) => ({ ...attempt, count: 1 })),
});

/** Evidence of before it said which code was tried. */
const ofUnknownCode = ({ evidence, ...data }: { evidence?: unknown }) => ({
  ...data,
  evidence: (evidence as readonly Omit<Attempt, 'userCode'>[]).map((attempt) => ({
    ...attempt,
    userCode: null,
  })),
});

/** Where an attempt came from is kept for some months only, from the attempt on and not from when somebody looked at it. */
export const ofItsMonth = ({ at }: { readonly at: Instant }, { stream }: EventOrigin) => inMonth(stream, at);
const evidence = { fields: { address: null }, subject: ofItsMonth };

export const anomalyEventTypes: EventTypes<AnomalyEvent> = {
  AnomalyDetected: {
    schema: 5,
    personal: {
      fields: { sentence: ERASED, network: null },
      subject: ({ detectedAt }, { stream }) => inMonth(stream, detectedAt),
      within: { evidence },
    },
    upcasts: {
      1: ofOneEach,
      2: (data) => ({ ...data, network: null }),
      3: (data) => ({ ...data, sufficient: null }),
      4: ofUnknownCode,
    },
  },
  AnomalyEvidenceAdded: {
    schema: 3,
    personal: { fields: {}, within: { evidence } },
    upcasts: { 1: ofOneEach, 2: ofUnknownCode },
  },
  AnomalyDismissed: { schema: 1, personal: { fields: { reason: ERASED } } },
  AnomalyReopened: { schema: 1, personal: { fields: { reason: ERASED } } },
  AnomalyNotificationDecided: { schema: 1 },
  AnomalyNotified: { schema: 2, upcasts: { 1: (data) => ({ ...data, by: null }) } },
  JustificationReminderIssued: { schema: 1 },
  JustificationSubmitted: {
    schema: 2,
    personal: { fields: { text: ERASED, files: [] } },
    upcasts: { 1: (data) => ({ ...data, files: [] }) },
  },
  JustificationOverdue: { schema: 1 },
  VerdictGiven: {
    schema: 2,
    personal: { fields: { comment: ERASED } },
    upcasts: { 1: (data) => ({ ...data, sanction: null }) },
  },
};
