import { ERASED, type EventTypes, personSubject } from '#event-sourcing';
import type { CalendarDate, Profile } from '#platform';

/** What somebody may do where, in the words of the day. */
export interface Access {
  readonly profile: Profile;
  readonly establishment: string;
}

export interface ReviewedPerson {
  readonly personId: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly function: string;
}

/** Which partner of which Caf. */
export interface ReviewedPartner {
  readonly cafId: string;
  readonly cafName: string;
  readonly gestionnaire: { readonly id: string; readonly name: string };
}

export interface AccessReview extends ReviewedPartner {
  /** Of this partner of this Caf: 1 is its first. */
  readonly number: number;
  readonly openedOn: CalendarDate;
  /** What has changed after that day is shown: since the review before, or for a year. */
  readonly changesSince: CalendarDate;
  /** Why the Caf has opened it; null on the day of the year on which all open. */
  readonly reason: string | null;
}

/** Declared by the partner: the end of a mission, a change (some profiles stay) or an absence. `ended`: by others. */
const accessChanges = ['departure', 'change', 'absence', 'ended'] as const;
export type AccessChange = (typeof accessChanges)[number];

/** What becomes of a person of a review. */
export const accessAnswers = ['confirmed', ...accessChanges] as const;
export type AccessAnswer = (typeof accessAnswers)[number];

export type AccessReviewEvent =
  | {
      type: 'AccessReviewOpened';
      /** Whoever holds a habilitation then. */
      data: AccessReview & { dueOn: CalendarDate; persons: readonly ReviewedPerson[] };
    }
  | {
      type: 'AccessConfirmed';
      /** As the person is named, and holds it, at that instant. */
      data: ReviewedPerson & { access: readonly Access[]; statement: string };
    }
  | {
      type: 'AccessChangeNoted';
      data: {
        personId: string;
        change: AccessChange;
        /** Of the mission, as declared; null where others ended it. */
        lastDay: CalendarDate | null;
        /** What ended. */
        access: readonly Access[];
      };
    }
  | {
      type: 'AccessReviewReminded';
      data: {
        gestionnaireId: string;
        remindedOn: CalendarDate;
        dueOn: CalendarDate;
        /** Persons without an answer. */
        waiting: number;
        /** Why the Caf reminds; null when it is time to. */
        reason: string | null;
      };
    }
  | { type: 'AccessReviewCompleted'; data: { daysLate: number } }
  /** No convention is in force any more: there is nothing left to confirm. */
  | { type: 'AccessReviewLapsed'; data: { waiting: number } };

const reviewedPerson = {
  fields: { lastName: ERASED, firstName: '', function: ERASED },
  subject: ({ personId }: ReviewedPerson) => personSubject(personId),
};

export const accessReviewEventTypes: EventTypes<AccessReviewEvent> = {
  AccessReviewOpened: {
    schema: 1,
    personal: { fields: { reason: ERASED }, within: { persons: reviewedPerson } },
  },
  AccessConfirmed: {
    schema: 1,
    personal: {
      fields: { ...reviewedPerson.fields, statement: ERASED },
      subject: ({ personId }) => personSubject(personId),
    },
  },
  AccessChangeNoted: { schema: 1 },
  AccessReviewReminded: { schema: 1, personal: { fields: { reason: ERASED } } },
  AccessReviewCompleted: { schema: 1 },
  AccessReviewLapsed: { schema: 1 },
};
