import { type AttestationEvent, type ControlEvent, control } from '#compliance';
import { type IncidentEvent, incident } from '#incidents';
import { type CalendarDate, endOfDay, type Instant } from '#platform';
import type { Notice } from '../domain/notices.ts';
import type { Occasion, Sending, Sendings } from './sending.ts';

export const complianceSendings: Sendings<IncidentEvent | AttestationEvent | ControlEvent> = {
  IncidentReported: async ({ data: { cafId } }, of) => {
    const notice: Notice = { template: 'incident-reported', data: { incidentId: of.subject } };
    return [await of.toRole(cafId, 'caf-security', notice)];
  },
  IncidentClosed: async (_, of) => {
    const { gestionnaireId } = await of.load(incident, of.subject);
    const notice: Notice = { template: 'incident-closed', data: { incidentId: of.subject } };
    return [await of.toRole(gestionnaireId, 'gestionnaire', notice)];
  },
  AttestationsAskedFor: async ({ data: { missing } }, of) => [
    await of.toRole(of.subject, 'gestionnaire', { template: 'attestations-due', data: { missing } }),
  ],
  ControlPlanned: ({ data: { plannedOn } }, of) => controlPlanned(plannedOn, of),
  ControlRescheduled: ({ data: { plannedOn } }, of) => controlPlanned(plannedOn, of),
  ControlCancelled: (_, of) =>
    toControlled({ template: 'control-cancelled', data: { controlId: of.subject } }, of),
  ControlConcluded: ({ data: { agreement } }, of) => {
    const data = { controlId: of.subject, dueOn: agreement?.dueOn ?? null };
    return toControlled({ template: 'control-concluded', data }, of);
  },
};

/** One that is recorded after the day is news of no use. */
const controlPlanned = (plannedOn: CalendarDate, of: Occasion) =>
  toControlled(
    { template: 'control-planned', data: { controlId: of.subject, plannedOn } },
    of,
    endOfDay(plannedOn),
  );

async function toControlled(notice: Notice, of: Occasion, usefulUntil?: Instant): Promise<Sending[]> {
  const { parties } = await of.load(control, of.subject);
  return [await of.toRole(parties?.gestionnaire.id, 'gestionnaire', notice, usefulUntil)];
}
