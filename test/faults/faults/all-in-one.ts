import type { Fault } from '../fault.ts';
import type { AllInOne } from '../systems/all-in-one.ts';

export const killAllInOne: Fault<AllInOne> = {
  name: 'kill-all-in-one',
  strike: (system) => system.restart(),
};

export const crashEmbeddedPostgres: Fault<AllInOne> = {
  name: 'crash-embedded-postgresql',
  strike: (system) => system.crashPostgres(),
};
