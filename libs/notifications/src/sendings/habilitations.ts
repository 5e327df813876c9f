import type { DepartureEvent, RosterEvent } from '#habilitations';
import { endOfDay } from '#platform';
import type { AccessReviewEvent } from '#reviews';
import type { Notice } from '../domain/notices.ts';
import type { Sendings } from './sending.ts';

export const habilitationSendings: Sendings<RosterEvent | DepartureEvent | AccessReviewEvent> = {
  HabilitationRequested: async ({ data: { cafId, profile, reference } }, of) => {
    const notice: Notice = { template: 'habilitation-requested', data: { profile, reference } };
    return [await of.toRole(cafId, 'caf-habilitation', notice)];
  },
  HabilitationGranted: async ({ data: { gestionnaireId, profile, from, term } }, of) => {
    const data = { profile, from, lastDay: term?.lastDay ?? null };
    return [await of.toRole(gestionnaireId, 'gestionnaire', { template: 'habilitation-granted', data })];
  },
  HabilitationRefused: async ({ data: { gestionnaireId, reason, isWithdrawn }, metadata }, of) => {
    // By the gestionnaire itself, or with a departure that it has declared (R20).
    if (isWithdrawn || metadata.actor.role === 'system') return [];
    const notice: Notice = { template: 'habilitation-refused', data: { reason } };
    return [await of.toRole(gestionnaireId, 'gestionnaire', notice)];
  },
  DepartureDeclared: ({ data: { holdings, declaredLateByDays: daysLate } }, of) => {
    const notice: Notice = { template: 'departure-declared', data: { daysLate } };
    const cafs = [...new Set(holdings.map(({ cafId }) => cafId))];
    return Promise.all(cafs.map((caf) => of.toRole(caf, 'caf-habilitation', notice)));
  },
  AccessReviewOpened: async ({ data: { gestionnaire, dueOn, persons } }, of) => {
    const data = { reviewId: of.subject, dueOn, persons: persons.length };
    const notice: Notice = { template: 'access-review-opened', data };
    return [await of.toRole(gestionnaire.id, 'gestionnaire', notice, endOfDay(dueOn))];
  },
  AccessReviewReminded: async ({ data: { gestionnaireId, dueOn, waiting } }, of) => {
    const data = { reviewId: of.subject, dueOn, waiting };
    return [await of.toRole(gestionnaireId, 'gestionnaire', { template: 'access-review-reminder', data })];
  },
};
