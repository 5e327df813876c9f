import type { Fault } from '../fault.ts';
import type { AllInOne } from '../stages/all-in-one.ts';

export const killAllInOne: Fault<AllInOne> = {
  name: 'kill-all-in-one',
  strike: (stage) => stage.restart(),
};

export const crashEmbeddedPostgres: Fault<AllInOne> = {
  name: 'crash-embedded-postgresql',
  strike: (stage) => stage.crashPostgres(),
};
