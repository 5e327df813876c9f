import type { ActDescriptions } from './acts.ts';
import type { JobRunAsked } from './asked-job-runs.ts';
import type { EventSetAside } from './projections/set-aside.ts';
import type { ReactorRewound } from './reactors/rewind.ts';

const readers = ['caf-security'] as const;

/** What operators and officers do to the machinery itself. */
export const upkeepActs: ActDescriptions<EventSetAside | JobRunAsked | ReactorRewound> = {
  EventSetAside: {
    kind: 'operation',
    title: 'Événement mis de côté',
    readers,
    detail: ({ projection, eventType }) => `${eventType}, pour la vue ${projection}`,
  },
  JobRunAsked: {
    kind: 'operation',
    title: 'Exécution d’une tâche périodique demandée',
    readers,
    detail: ({ purpose }) => purpose,
  },
  ReactorRewound: {
    kind: 'operation',
    title: 'Réaction reprise d’un point antérieur',
    readers,
    detail: ({ reactor }) => reactor,
  },
};
