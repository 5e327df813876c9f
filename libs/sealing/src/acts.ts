import type { ActDescriptions } from '#event-sourcing';
import { formatCount } from '#platform';
import type { SealedHeadsEvent } from './domain/sealed-heads.ts';

export const sealingActs: ActDescriptions<SealedHeadsEvent> = {
  HeadsSealed: {
    ...{ kind: 'operation', title: 'Dossiers des partenaires scellés', readers: ['caf-security'] },
    detail: ({ partners }) => formatCount(partners, 'partenaire'),
  },
};
