import type { AccountEvent } from '#accounts';
import type { Verdict } from '#anomalies';
import type { Duty } from '#compliance';
import type { DeclarationKind } from '#declarations';
import type { CalendarDate, Instant, Profile } from '#platform';

export type BlockKind = Extract<AccountEvent, { type: 'AccountBlocked' }>['data']['kind'];

/**
 * What people are written about, with what the text needs besides the addressee. It is kept in the outbox: nothing
 * secret, and of persons no more than the code of the addressee and the reason they are given.
 */
export interface Notices {
  /** R15: the first of two mails; nothing in it opens anything. */
  'activation-code': { expiresAt: Instant };
  /** In its place when it is not the first link of a code: a password was lost, or the link before was not used. */
  'activation-renewed': { expiresAt: Instant };
  /** R15: the second; its link is made when it is sent, from code and delivery number. */
  'activation-link': { delivery: number; expiresAt: Instant };
  /** To whoever has said that they have lost their password; the link is made when it is sent. */
  'password-lost': { delivery: number; expiresAt: Instant };
  /** R2: to the legal representative of a gestionnaire, who has no code; its link is made when it is sent. */
  'signature-link': { conventionId: string; linkId: string; caf: string; expiresAt: Instant };
  /** R4: to the gestionnaire, which signs it. */
  'renewal-proposed': { conventionId: string; until: CalendarDate };
  /** R4: to the gestionnaire, how many habilitations end with it. */
  'convention-ending': { conventionId: string; until: CalendarDate; habilitations: number };
  /** The same to the Caf, of all that end on one day. */
  'conventions-ending': { until: CalendarDate; conventions: number; habilitations: number };
  /** `until`: the last day of a suspension that has one. */
  'code-blocked': { kind: BlockKind; reason: string; until?: CalendarDate | null };
  'code-unblocked': { reason: string };
  'code-closed': { reason: string };
  /** Whoever has not done so is to say so at once. */
  'password-changed': { at: Instant };
  /** Its link is made when it is sent, from code and session. */
  'new-browser': { sessionId: string; browser: string; at: Instant; lastDay: CalendarDate };
  /** Whoever has not done so is to choose another password at once; `first`: by what they came, before their second factors. */
  'second-factors-missed': { first: 'password' | 'identity'; at: Instant };
  'password-change-required': { reason: string };
  /** Whoever has not done so is to say so at once; `reset`: two officers have had all of them forgotten. */
  'second-factor-changed': { change: 'added' | 'removed' | 'reset'; at: Instant };
  /** The same; `withdrawn`: with a password that was revoked as stolen. */
  'recovery-codes-changed': { change: 'made' | 'used' | 'withdrawn'; at: Instant };
  /** Whoever has not done so is to say so at once. */
  'identity-link-changed': { change: 'linked' | 'unlinked'; provider: string; at: Instant };
  'idle-reminder': { lastDay: CalendarDate; daysLeft: number };
  /** R21: to the correspondents, before a campaign; how many codes are blocked, and how many will be by then. */
  'codes-to-reactivate': {
    campaignId: string;
    year: number;
    kind: DeclarationKind;
    opensOn: CalendarDate;
    blocked: number;
    ending: number;
  };
  /** The 15 days begin with the first that is accepted; where they run already, from `notifiedOn` to `dueOn`. */
  'anomaly-notified': {
    anomalyId: string;
    cafId: string;
    notifiedOn?: CalendarDate;
    /** Alone in those that an older release queued. */
    dueOn?: CalendarDate;
  };
  'justification-reminder': { anomalyId: string; dueOn: CalendarDate };
  'justification-overdue': { anomalyId: string; dueOn: CalendarDate };
  /** The same, to the Caf: what follows is for a person to decide. */
  'justification-missing': { anomalyId: string; dueOn: CalendarDate };
  'justification-received': { anomalyId: string; daysLate: number };
  'verdict-given': { anomalyId: string; verdict: Verdict };
  /** To the agent whose code a case is about: nothing of the case, which is not theirs to know of. */
  'agent-asked': { anomalyId: string; questionId: string };
  /** To the gestionnaire who asked. */
  'agent-answered': { anomalyId: string };
  'monthly-report': { month: string };
  /** R23: to the Caf, which takes the measures. */
  'incident-reported': { incidentId: string };
  'incident-closed': { incidentId: string };
  /** R24: to the correspondents, who attest; until when each was attested, null when it never was. */
  'attestations-due': { missing: readonly { duty: Duty; validUntil: CalendarDate | null }[] };
  /** R24: to the partner; of a control that is put off as well. */
  'control-planned': { controlId: string; plannedOn: CalendarDate };
  'control-cancelled': { controlId: string };
  'control-concluded': { controlId: string; dueOn: CalendarDate | null };
  /** To the correspondents, who answer: of how many persons. */
  'access-review-opened': { reviewId: string; dueOn: CalendarDate; persons: number };
  /** The same, before the due day and after; persons without an answer. */
  'access-review-reminder': { reviewId: string; dueOn: CalendarDate; waiting: number };
  /** R20: to the Caf; how late it was declared. */
  'departure-declared': { daysLate: number };
  /** To the Caf, which decides. */
  'habilitation-requested': { profile: Profile; reference: string };
  'habilitation-granted': {
    profile: Profile;
    from: Instant;
    /** Of one for a time; absent in those that an older release queued. */
    lastDay?: CalendarDate | null;
  };
  /** R6: to the gestionnaire, how many end by themselves on a day, and of how many somebody has the profile again. */
  'habilitations-ending': { lastDay: CalendarDate; habilitations: number; returning: number };
  'habilitation-refused': { reason: string };
}

export type Template = keyof Notices;

/** A notice of any kind. */
export type Notice = { [Name in Template]: { template: Name; data: Notices[Name] } }[Template];

/** A mail as it reads: plain text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** What every letter may say of its addressee and of this place. */
export interface Addressing {
  /** Empty where the letter names nobody. */
  readonly name: string;
  readonly userCode: string;
  /** The day on which it is sent, in Paris. */
  readonly today: CalendarDate;
  /** Address of the portal, without a final slash. */
  readonly portal: string;
  /** Of the link that the notice sends; empty where it sends none. */
  readonly linkToken: string;
}
