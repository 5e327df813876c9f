import type { EventTypes } from '#event-sourcing';
import type { CalendarDate, Instant, Profile } from '#platform';

/** The gestionnaire's written request for a named agent (R11). */
export interface WrittenRequest {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly reference: string;
  readonly requestedOn: CalendarDate;
  readonly documentSha256: string | null;
}

/** Under which convention, between whom (R1). */
export interface Covered {
  readonly conventionId: string;
  readonly gestionnaireId: string;
  readonly cafId: string;
}

export const revocationCauses = ['replacement', 'end-of-mission', 'caf-decision'] as const;
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
      };
    }
  | {
      type: 'HabilitationGranted';
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
        /** Last day of the mission, as declared; null for a replacement. */
        endedOn: CalendarDate | null;
        until: Instant;
        /** R20: late by so many days, accepted all the same. */
        declaredLateByDays: number;
      };
    };

export const rosterEventTypes: EventTypes<RosterEvent> = {
  HabilitationRequested: { schema: 1 },
  HabilitationRefused: { schema: 1, personal: ['reason'] },
  HabilitationGranted: { schema: 1 },
  HabilitationRevoked: { schema: 1, personal: ['reason'] },
};
