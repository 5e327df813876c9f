import type { ActDescriptions } from '#event-sourcing';
import type { IncidentCategory, IncidentEvent, ReportingDelay } from './domain/incident.ts';

const CATEGORIES: Readonly<Record<IncidentCategory, string>> = {
  'lost-password': 'mot de passe perdu',
  'stolen-password': 'mot de passe volé',
  'fraudulent-use': 'utilisation frauduleuse',
  other: 'autre incident',
};

const DELAYS: Readonly<Record<ReportingDelay, string | null>> = {
  'in-time': null,
  amber: 'tardif',
  red: 'très tardif',
};

const readers = ['caf-security', 'gestionnaire'] as const;

export const incidentActs: ActDescriptions<IncidentEvent> = {
  IncidentReported: {
    kind: 'incident',
    title: 'Incident signalé',
    readers,
    detail: ({ category, delay }) => [CATEGORIES[category], DELAYS[delay]].filter(Boolean).join(', '),
    introduces: ({ category, userCode, gestionnaire, cafId }, id) => [
      {
        id,
        kind: 'incident',
        name: CATEGORIES[category],
        within: userCode === null ? [] : [userCode],
        gestionnaireId: gestionnaire.id,
        cafId,
      },
    ],
  },
  IncidentClosed: {
    kind: 'incident',
    title: 'Incident clos par la Caf',
    readers,
    reason: ({ conclusion }) => conclusion,
  },
};
