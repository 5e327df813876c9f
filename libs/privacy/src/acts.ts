import type { ActDescriptions } from '#event-sourcing';
import { formatDate, formatMonth } from '#platform';
import type { ConnectionDataEvent } from './domain/connection-data.ts';
import type { ConventionDataEvent } from './domain/convention-data.ts';
import type { DataAccessEvent } from './domain/data-access.ts';
import { type ErasureEvent, OBSTACLES } from './domain/erasure.ts';
import type { RetentionFreezeEvent } from './domain/retention-freeze.ts';

const readers = ['caf-habilitation', 'caf-security'] as const;
const concerns = ({ userCodes }: { readonly userCodes: readonly string[] }) => userCodes;

export const privacyActs: ActDescriptions<
  ErasureEvent | RetentionFreezeEvent | ConnectionDataEvent | ConventionDataEvent | DataAccessEvent
> = {
  ErasureRequested: { kind: 'privacy', title: 'Effacement demandé', readers, concerns },
  ErasureRefused: { kind: 'privacy', title: 'Effacement refusé', readers },
  PersonErased: {
    kind: 'privacy',
    title: 'Personne effacée du registre',
    readers,
    concerns,
    detail: ({ basis }) => (basis === 'retention' ? 'Cinq ans après son départ' : null),
  },
  ErasureAnnounced: {
    kind: 'privacy',
    title: 'Effacement annoncé',
    readers,
    concerns,
    detail: ({ on }) => `Le ${formatDate(on)}, cinq ans après son départ`,
  },
  ErasureCalledOff: {
    kind: 'privacy',
    title: 'Effacement annoncé sans suite',
    readers,
    detail: ({ obstacle }) => (obstacle === null ? null : OBSTACLES[obstacle]),
  },
  ErasureExtended: { kind: 'privacy', title: 'Effacement complété', readers, concerns },
  DataAccessRequested: { kind: 'privacy', title: 'Export de ses données demandé', readers, concerns },
  DataAccessGranted: { kind: 'privacy', title: 'Export de ses données accordé', readers },
  DataAccessRefused: { kind: 'privacy', title: 'Export de ses données refusé', readers },
  DataExtracted: { kind: 'privacy', title: 'Données exportées par l’exploitant', readers, concerns },
  RetentionFrozen: { kind: 'privacy', title: 'Données gelées pour un litige', readers, concerns },
  RetentionFreezeLifted: { kind: 'privacy', title: 'Gel des données levé', readers },
  MonthExpired: {
    kind: 'privacy',
    title: 'Données de connexion effacées',
    readers,
    detail: ({ month }) => formatMonth(month),
  },
  ConventionErased: {
    kind: 'privacy',
    title: 'Personnes d’une convention effacées du registre',
    readers,
    detail: () => 'Signataires, attestations et contrôles, cinq ans après sa fin',
  },
};
