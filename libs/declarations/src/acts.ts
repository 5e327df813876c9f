import type { ActDescriptions } from '#event-sourcing';
import { formatDate } from '#platform';
import type { CampaignEvent } from './domain/campaign.ts';
import type { Part } from './domain/content.ts';
import type { DeclarationEvent } from './domain/declaration-events.ts';
import { KIND_NAMES } from './domain/wording.ts';

const PARTS: Readonly<Record<Part, string>> = {
  activity: 'données d’activité',
  finances: 'données financières',
};

/** The Caf is told from the transmission on: before, it is the partner’s own work. */
const readers = ['gestionnaire'] as const;

export const declarationActs: ActDescriptions<DeclarationEvent | CampaignEvent> = {
  CampaignScheduled: {
    kind: 'declaration',
    title: 'Campagne de déclaration fixée',
    detail: ({ year, kind, opensOn, closesOn }) =>
      `${KIND_NAMES[kind]} ${year}, du ${formatDate(opensOn)} au ${formatDate(closesOn)}`,
  },
  DeclarationOpened: {
    kind: 'declaration',
    title: 'Déclaration ouverte',
    readers,
    detail: ({ year, kind, version }) =>
      `${KIND_NAMES[kind]} ${year}${version > 1 ? `, version ${version}` : ''}`,
    introduces: ({ establishmentId, year, kind }, id) => [
      { id, kind: 'declaration', name: `${KIND_NAMES[kind]} ${year}`, within: [establishmentId] },
    ],
  },
  ActivityDataEntered: { kind: 'declaration', title: 'Données d’activité enregistrées', readers },
  FinancialDataEntered: { kind: 'declaration', title: 'Données financières enregistrées', readers },
  PartSubmitted: {
    kind: 'declaration',
    title: 'Partie remise à l’approbateur',
    readers,
    detail: ({ part }) => PARTS[part],
  },
  DeclarationSubmitted: {
    kind: 'declaration',
    title: 'Déclaration complète, soumise à l’approbation',
    readers,
  },
  PartReturned: {
    kind: 'declaration',
    title: 'Partie renvoyée pour correction',
    readers,
    detail: ({ part }) => PARTS[part],
  },
  DeclarationApproved: {
    kind: 'declaration',
    title: 'Déclaration approuvée',
    readers,
    detail: ({ selfApproval }) => (selfApproval ? 'auto-approbation' : null),
  },
  DeclarationTransmitted: { kind: 'declaration', title: 'Déclaration transmise à la Caf' },
};
