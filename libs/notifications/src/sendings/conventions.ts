import { type ConventionEvent, convention } from '#conventions';
import type { Sendings } from './sending.ts';

export const conventionSendings: Sendings<ConventionEvent> = {
  SignatureLinkSent: async ({ data: { linkId, expiresAt } }, of) => {
    const { caf } = await of.load(convention, of.subject);
    const data = { conventionId: of.subject, linkId, caf: caf?.name ?? '', expiresAt };
    return [of.toCodes([null], { template: 'signature-link', data }, expiresAt)];
  },
  RenewalProposed: async ({ data: { until } }, of) => {
    const { gestionnaireId } = await of.load(convention, of.subject);
    const data = { conventionId: of.subject, until };
    return [await of.toRole(gestionnaireId, 'gestionnaire', { template: 'renewal-proposed', data })];
  },
};
