import type { JobRun } from '../api/contract';
import type { State } from './state';

export const RUN_OUTCOMES: Record<JobRun['outcome'], State> = {
  running: { label: 'En cours', tone: 'progress' },
  succeeded: { label: 'Réussie', tone: 'good' },
  retrying: { label: 'Échec, nouvel essai prévu', tone: 'warning' },
  failed: { label: 'Échec', tone: 'danger' },
  interrupted: { label: 'Interrompue', tone: 'warning' },
};

/** What the numbers of a report count. */
export const REPORT_COUNTS: Record<string, string> = {
  examined: 'examinés',
  opened: 'ouvertes',
  lapsed: 'closes sans suite',
  blocked: 'bloqués',
  purged: 'effacées',
  removed: 'effacés',
  reminded: 'rappels',
  overdue: 'sans réponse',
  sent: 'envoyés',
  dropped: 'abandonnés',
  failed: 'en échec',
  refused: 'refusés',
};
