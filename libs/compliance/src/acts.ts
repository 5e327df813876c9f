import type { ActDescriptions } from '#event-sourcing';
import { formatCount, formatDate } from '#platform';
import type { AttestationEvent } from './domain/attestations.ts';
import type { ControlEvent } from './domain/control.ts';
import type { RecordedDaysEvent } from './domain/recorded-days.ts';
import { DUTY_NAMES, OUTCOME_NAMES } from './domain/wording.ts';

const readers = ['caf-security', 'gestionnaire'] as const;

export const complianceActs: ActDescriptions<AttestationEvent | ControlEvent | RecordedDaysEvent> = {
  DutyAttested: {
    kind: 'compliance',
    title: 'Obligation attestée',
    readers,
    detail: ({ duty, validUntil }) => `${DUTY_NAMES[duty]}, jusqu’au ${formatDate(validUntil)}`,
  },
  AttestationsAskedFor: {
    kind: 'compliance',
    title: 'Attestations demandées au partenaire',
    readers,
    detail: ({ missing }) => missing.map(({ duty }) => DUTY_NAMES[duty]).join(', '),
  },
  ControlPlanned: {
    kind: 'compliance',
    title: 'Contrôle prévu',
    readers,
    detail: ({ subject, plannedOn }) => `${subject}, le ${formatDate(plannedOn)}`,
    introduces: ({ subject, gestionnaire, cafId }, id) => [
      { id, kind: 'control', name: subject, gestionnaireId: gestionnaire.id, cafId },
    ],
  },
  ControlRescheduled: {
    kind: 'compliance',
    title: 'Contrôle reporté',
    readers,
    detail: ({ plannedOn }) => `au ${formatDate(plannedOn)}`,
  },
  ControlCancelled: { kind: 'compliance', title: 'Contrôle annulé', readers },
  ControlConcluded: {
    kind: 'compliance',
    title: 'Contrôle conclu',
    readers,
    detail: ({ outcome }) => OUTCOME_NAMES[outcome],
  },
  AgreementVerified: { kind: 'compliance', title: 'Mesures convenues vérifiées', readers },
  ConformityRecorded: {
    kind: 'operation',
    title: 'État de la conformité gardé',
    readers: ['caf-security'],
    detail: ({ day, toSettle }) => `${formatDate(day)}, ${formatCount(toSettle, 'clause')} à régler`,
  },
};
