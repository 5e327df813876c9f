import type { EventTypes } from '#event-sourcing';
import type { CalendarDate, Instant } from '#platform';
import type { Attempt } from './detection.ts';
import type { RuleReference, Severity } from './rules.ts';

/** *Explained*: the justification suffices. *Confirmed*: it is real. *Insufficient*: there is no telling. */
export const verdicts = ['explained', 'confirmed', 'insufficient'] as const;
export type Verdict = (typeof verdicts)[number];

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

/** Evidence of before attempts were gathered: each record is of one. */
const ofOneEach = ({ evidence, ...data }: { evidence?: unknown }) => ({
  ...data,
  evidence: (evidence as readonly Omit<Attempt, 'count'>[]).map((attempt) => ({ ...attempt, count: 1 })),
});

export const anomalyEventTypes: EventTypes<AnomalyEvent> = {
  AnomalyDetected: { schema: 2, personal: ['evidence'], upcasts: { 1: ofOneEach } },
  AnomalyEvidenceAdded: { schema: 2, personal: ['evidence'], upcasts: { 1: ofOneEach } },
  AnomalyDismissed: { schema: 1 },
  AnomalyNotified: { schema: 1 },
  JustificationReminderIssued: { schema: 1 },
  JustificationSubmitted: { schema: 1, personal: ['text'] },
  JustificationOverdue: { schema: 1 },
  VerdictGiven: { schema: 1, personal: ['comment'] },
};
