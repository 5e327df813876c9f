import { accountSubject, type EventTypes, inMonth } from '#event-sourcing';
import {
  addDays,
  type CalendarDate,
  type Instant,
  notFound,
  parisDateOf,
  policy,
  type Refusal,
} from '#platform';

/** A code was signed in with from a browser that had never signed in with it: its holder is told. */
export interface NewBrowser {
  readonly userCode: string;
  readonly sessionId: string;
  /** As people tell it apart: `Firefox 140, Windows`. */
  readonly browser: string;
  readonly at: Instant;
}

/**
 * Whoever showed the password of a code, or an identity that is linked to it, went on with wrong second factors: its holder is told, once
 * a day.
 */
export interface MissedFactors {
  readonly userCode: string;
  readonly first: 'password' | 'identity';
  /** In a row, from wherever. */
  readonly failures: number;
  readonly at: Instant;
}

export type NewBrowserEvent =
  | { type: 'NewBrowserUsed'; data: NewBrowser }
  | { type: 'SecondFactorsMissed'; data: MissedFactors };

export const newBrowserEventTypes: EventTypes<NewBrowserEvent> = {
  NewBrowserUsed: {
    schema: 1,
    // By month, as the attempt itself.
    personal: {
      fields: { browser: 'unknown' },
      subject: ({ userCode }, { occurredAt }) => inMonth(accountSubject(userCode), occurredAt),
    },
  },
  SecondFactorsMissed: { schema: 1 },
};

/** Apart from the account: whoever decides on a code need not look again because its holder has signed in. */
export const NEW_BROWSERS = 'browsers';

export const newBrowsersStream = (userCode: string): string => `${NEW_BROWSERS}-${userCode}`;

/** The last day, whole, on which its holder may say by the link of the mail that it was somebody else. */
export const lastDayToDeny = (at: Instant): CalendarDate => addDays(parisDateOf(at), policy.signInDenialDays);

export const voidDenial = (): Refusal =>
  notFound(
    'sign-in-denial-void',
    'Ce lien n’est plus valable. Connectez-vous, et signalez la connexion depuis «\u00a0Mon accès\u00a0», ou prévenez votre Caf.',
  );
