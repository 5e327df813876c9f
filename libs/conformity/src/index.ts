import type { Context } from '#event-sourcing';
import { ConformityModule } from './conformity.module.ts';
import { conformitySchemas, keptDayTables } from './days/kept-days.ts';
import { RecordConformityJob } from './jobs/record-conformity.job.ts';

export const conformity: Context = {
  name: 'conformity',
  module: ConformityModule,
  eventTypes: {},
  acts: {},
  migrations: [keptDayTables],
  ownersSchemas: conformitySchemas,
  jobs: [RecordConformityJob],
};
