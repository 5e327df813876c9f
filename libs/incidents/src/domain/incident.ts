import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { conflict, HOUR_MS, type Instant, invalid, notFound, policy } from '#platform';

/** What the amendment names, and whatever else may happen. */
export const incidentCategories = ['lost-password', 'stolen-password', 'fraudulent-use', 'other'] as const;
export type IncidentCategory = (typeof incidentCategories)[number];

/** How long after its discovery an incident was reported, by the hours of the policy. */
export const reportingDelays = ['in-time', 'amber', 'red'] as const;
export type ReportingDelay = (typeof reportingDelays)[number];

export const incidentStates = ['reported', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** What the partner tells of it. */
export interface IncidentReport {
  readonly category: IncidentCategory;
  readonly description: string;
  /** Null when nobody knows. */
  readonly occurredAt: Instant | null;
  readonly discoveredAt: Instant;
  /** The code concerned, where there is one. */
  readonly userCode: string | null;
}

/** Whose incident it is, and which Caf takes the measures; of an officer's code both are the Caf. */
export interface Parties {
  readonly gestionnaire: { readonly id: string; readonly name: string };
  readonly cafId: string;
}

export type IncidentEvent =
  | {
      type: 'IncidentReported';
      data: IncidentReport & Parties & { reportedAt: Instant; delay: ReportingDelay };
    }
  | { type: 'IncidentClosed'; data: { conclusion: string; at: Instant } };

export const incidentEventTypes: EventTypes<IncidentEvent> = {
  IncidentReported: { schema: 1, personal: { fields: { description: ERASED } } },
  IncidentClosed: { schema: 1, personal: { fields: { conclusion: ERASED } } },
};

export type IncidentCommand =
  | { type: 'ReportIncident'; report: IncidentReport; parties: Parties }
  | { type: 'CloseIncident'; conclusion: string };

export interface Incident {
  readonly state: IncidentState | 'unknown';
  readonly gestionnaireId?: string;
  readonly cafId?: string;
  readonly userCode?: string | null;
}

/** A security incident: told to the Caf at once, closed by it with its conclusion (article 4, R23). */
export const incident: Decider<IncidentCommand, IncidentEvent, Incident> = {
  category: 'incident',
  initialState: { state: 'unknown' },
  decide,
  evolve,
};

/** The code whose password somebody else may know: it may open nothing any more. Null when there is none. */
export const endangeredCode = ({ category, userCode }: IncidentReport): string | null =>
  category === 'lost-password' || category === 'stolen-password' ? userCode : null;

function mustBePossible({ occurredAt, discoveredAt }: IncidentReport, now: Instant): void {
  if (discoveredAt > now) throw invalid('discovered-in-future', 'Le moment de la découverte est à venir.');
  if (occurredAt !== null && occurredAt > discoveredAt) {
    throw invalid('occurred-after-discovery', 'L’incident ne peut pas avoir eu lieu après sa découverte.');
  }
}

/** In hours that have passed, whatever the clocks on the wall did meanwhile. */
function reportingDelay(discoveredAt: Instant, reportedAt: Instant): ReportingDelay {
  const hours = (Date.parse(reportedAt) - Date.parse(discoveredAt)) / HOUR_MS;
  if (hours > policy.incidentRedHours) return 'red';
  return hours > policy.incidentAmberHours ? 'amber' : 'in-time';
}

function decide(command: IncidentCommand, { state }: Incident, now: Instant): IncidentEvent[] {
  switch (command.type) {
    case 'ReportIncident': {
      if (state !== 'unknown') return [];
      const { report, parties } = command;
      mustBePossible(report, now);
      const delay = reportingDelay(report.discoveredAt, now);
      return [{ type: 'IncidentReported', data: { ...report, ...parties, reportedAt: now, delay } }];
    }
    case 'CloseIncident':
      if (state === 'unknown') throw unknownIncident();
      if (state === 'closed') throw conflict('incident-closed', 'Cet incident est déjà clos.');
      return [{ type: 'IncidentClosed', data: { conclusion: command.conclusion, at: now } }];
    default:
      return command satisfies never;
  }
}

function evolve(state: Incident, event: IncidentEvent): Incident {
  switch (event.type) {
    case 'IncidentReported': {
      const { gestionnaire, cafId, userCode } = event.data;
      return { state: 'reported', gestionnaireId: gestionnaire.id, cafId, userCode };
    }
    case 'IncidentClosed':
      return { ...state, state: 'closed' };
    default:
      return event satisfies never;
  }
}

/** There is no such incident, or not for whoever asks. */
export const unknownIncident = () =>
  notFound('incident-not-found', 'Cet incident n’existe pas, ou ne relève pas de vous.');
