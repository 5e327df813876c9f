import { ERASED, type EventTypes, personSubject } from '#event-sourcing';
import type { CalendarDate, Instant, Profile } from '#platform';

/** A habilitation that ends by itself. */
export interface Term {
  /** Counts whole, to midnight in Paris, as the last day of a convention does (R3). */
  readonly lastDay: CalendarDate;
  /** The person whose profile it is, and who has it again then; null where it is vacant then. */
  readonly returnsTo: string | null;
}

/** The gestionnaire's written request for a named agent (R11). */
export interface WrittenRequest {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly reference: string;
  readonly requestedOn: CalendarDate;
  readonly documentSha256: string | null;
  readonly term: Term | null;
}

/** What was granted for a time, to the very instant at which it ends. */
export interface GrantedTerm {
  readonly lastDay: CalendarDate;
  readonly until: Instant;
  /** The habilitation that begins then; null where the profile is vacant then. */
  readonly returning: {
    readonly habilitationId: string;
    readonly personId: string;
    /** Of the habilitation that gave way. */
    readonly requestedOn: CalendarDate;
  } | null;
}

/** Under which convention, between whom (R1). */
export interface Covered {
  readonly conventionId: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
}

export const revocationCauses = [
  'replacement',
  'prolongation',
  'end-of-mission',
  'absence',
  'caf-decision',
  'term',
] as const;
export type RevocationCause = (typeof revocationCauses)[number];

/** What is requested and granted has the same id: no habilitation without its request (R11). */
export type RosterEvent =
  | {
      type: 'HabilitationRequested';
      data: WrittenRequest &
        Covered & {
          /** The person this one would follow. */
          replaces: string | null;
          /** The amendment of the annex that must be signed first (R22). */
          amendmentId: string | null;
        };
    }
  | {
      type: 'HabilitationRefused';
      data: {
        requestId: string;
        reason: string;
        gestionnaireId: string;
        /** The amendment that falls with it. */
        amendmentId: string | null;
        /** By the gestionnaire, who had asked; otherwise the Caf refuses. */
        isWithdrawn: boolean;
      };
    }
  | {
      type: 'HabilitationGranted';
      data: Covered & {
        habilitationId: string;
        personId: string;
        profile: Profile;
        from: Instant;
        term: GrantedTerm | null;
      };
    }
  | {
      /** The last day comes sooner, for whoever stands in and for the person who has the profile again; or a holder without one is given one. */
      type: 'TermBroughtForward';
      data: {
        profile: Profile;
        /** Null where whoever stood in has ended before. */
        ending: { habilitationId: string; personId: string } | null;
        returning: { habilitationId: string; personId: string } | null;
        lastDay: CalendarDate;
        until: Instant;
        reason: string;
      };
    }
  | {
      /** The person whose profile it is has it again, by the request and the grant that said so. */
      type: 'HabilitationResumed';
      data: Covered & { habilitationId: string; personId: string; profile: Profile; from: Instant };
    }
  | {
      type: 'HabilitationRevoked';
      data: {
        habilitationId: string;
        personId: string;
        profile: Profile;
        cause: RevocationCause;
        reason: string;
        /** Last day of the mission, as declared, or of the term; null for a replacement. */
        endedOn: CalendarDate | null;
        until: Instant;
        /** R20: late by so many days, accepted all the same. */
        declaredLateByDays: number;
      };
    };

/** Before there were terms, nothing ended by itself. */
const withoutTerm = (data: object) => ({ ...data, term: null });
/** Before a request could be withdrawn, the Caf refused it. */
const refused = (data: object) => ({ ...data, isWithdrawn: false });

export const rosterEventTypes: EventTypes<RosterEvent> = {
  HabilitationRequested: { schema: 2, upcasts: { 1: withoutTerm } },
  HabilitationRefused: {
    schema: 2,
    upcasts: { 1: refused },
    personal: { fields: { reason: ERASED }, subject: ({ requestId }) => `habilitation-${requestId}` },
  },
  HabilitationGranted: { schema: 2, upcasts: { 1: withoutTerm } },
  TermBroughtForward: {
    schema: 1,
    personal: {
      fields: { reason: ERASED },
      subject: ({ ending, returning }) => personSubject((ending ?? returning)!.personId),
    },
  },
  HabilitationResumed: { schema: 1 },
  HabilitationRevoked: {
    schema: 1,
    personal: { fields: { reason: ERASED }, subject: ({ personId }) => personSubject(personId) },
  },
};
