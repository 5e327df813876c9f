import type { ActDescriptions } from './acts.ts';
import type { EventSetAside } from './projections/set-aside.ts';
import type { ReactorRewound } from './reactors/rewind.ts';

const readers = ['caf-security'] as const;

/** What an operator does to the machinery itself. */
export const upkeepActs: ActDescriptions<EventSetAside | ReactorRewound> = {
  EventSetAside: {
    kind: 'operation',
    title: 'Événement mis de côté',
    readers,
    detail: ({ projection, eventType }) => `${eventType}, pour la vue ${projection}`,
  },
  ReactorRewound: {
    kind: 'operation',
    title: 'Réaction reprise d’un point antérieur',
    readers,
    detail: ({ reactor }) => reactor,
  },
};
