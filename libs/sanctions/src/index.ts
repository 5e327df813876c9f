import type { Context } from '#event-sourcing';
import { EndSuspensionsJob } from './jobs/end-suspensions.job.ts';
import { sanctionsProjection } from './read-models/sanctions/projection.ts';
import { SanctionsModule } from './sanctions.module.ts';

/** What the Caf takes against somebody’s access, as one thing: the events are those of codes and rosters. */
export const sanctions: Context = {
  name: 'sanctions',
  module: SanctionsModule,
  eventTypes: {},
  acts: {},
  projections: [sanctionsProjection],
  jobs: [EndSuspensionsJob],
};

export { SanctionList } from './lists/sanctions.ts';
