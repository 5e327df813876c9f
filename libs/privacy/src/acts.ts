import type { ActDescriptions } from '#event-sourcing';
import { formatMonth } from '#platform';
import type { ConnectionDataEvent } from './domain/connection-data.ts';
import type { ErasureEvent } from './domain/erasure.ts';
import type { RetentionFreezeEvent } from './domain/retention-freeze.ts';

const readers = ['caf-habilitation', 'caf-security'] as const;
const concerns = ({ userCodes }: { readonly userCodes: readonly string[] }) => userCodes;

export const privacyActs: ActDescriptions<ErasureEvent | RetentionFreezeEvent | ConnectionDataEvent> = {
  ErasureRequested: { kind: 'privacy', title: 'Effacement demandé', readers, concerns },
  ErasureRefused: { kind: 'privacy', title: 'Effacement refusé', readers },
  PersonErased: { kind: 'privacy', title: 'Personne effacée du registre', readers, concerns },
  RetentionFrozen: { kind: 'privacy', title: 'Données gelées pour un litige', readers, concerns },
  RetentionFreezeLifted: { kind: 'privacy', title: 'Gel des données levé', readers },
  MonthExpired: {
    ...{ kind: 'privacy', title: 'Données de connexion effacées', readers },
    detail: ({ month }) => formatMonth(month),
  },
};
