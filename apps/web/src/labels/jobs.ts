import type { JobRun } from '../api/contract';
import type { State } from './state';

export const RUN_OUTCOMES: Record<JobRun['outcome'], State> = {
  running: { label: 'En cours', tone: 'progress' },
  succeeded: { label: 'Réussie', tone: 'good' },
  retrying: { label: 'Échec, nouvel essai prévu', tone: 'warning' },
  failed: { label: 'Échec', tone: 'danger' },
  interrupted: { label: 'Interrompue', tone: 'warning' },
};
