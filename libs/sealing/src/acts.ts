import type { ActDescriptions } from '#event-sourcing';
import { formatCount } from '#platform';
import type { LogReplacedEvent } from './domain/log-replaced.ts';
import type { SealedHeadsEvent } from './domain/sealed-heads.ts';

export const sealingActs: ActDescriptions<SealedHeadsEvent | LogReplacedEvent> = {
  HeadsSealed: {
    kind: 'operation',
    title: 'Dossiers des partenaires scellés',
    readers: ['caf-security'],
    detail: ({ partners }) => formatCount(partners, 'partenaire'),
  },
  LogReplaced: {
    kind: 'operation',
    title: 'Journal remplacé par sa copie chiffrée',
    readers: ['caf-security'],
    detail: ({ events }) => formatCount(events, 'événement'),
  },
};
