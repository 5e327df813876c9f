import type { Context } from '#event-sourcing';
import { conformityActs } from './acts.ts';
import { ConformityModule } from './conformity.module.ts';
import { conformitySchemas, keptDayTables } from './days/kept-days.ts';
import { recordedDaysEventTypes } from './domain/recorded-days.ts';
import { RecordConformityJob } from './jobs/record-conformity.job.ts';

export const conformity: Context = {
  name: 'conformity',
  module: ConformityModule,
  eventTypes: recordedDaysEventTypes,
  acts: conformityActs,
  migrations: [keptDayTables],
  ownersSchemas: conformitySchemas,
  jobs: [RecordConformityJob],
};
