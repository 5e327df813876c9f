import type { Context } from '#event-sourcing';
import { privacyActs } from './acts.ts';
import { connectionDataEventTypes } from './domain/connection-data.ts';
import { conventionDataEventTypes } from './domain/convention-data.ts';
import { dataAccessEventTypes } from './domain/data-access.ts';
import { erasureEventTypes } from './domain/erasure.ts';
import { retentionFreezeEventTypes } from './domain/retention-freeze.ts';
import { EraseAfterRetentionJob } from './jobs/erase-after-retention.job.ts';
import { ExpireConnectionDataJob } from './jobs/expire-connection-data.job.ts';
import { PrivacyModule } from './privacy.module.ts';
import { PrivacyTasks } from './privacy-tasks.ts';
import { ErasePersonalData } from './reactors/erase-personal-data.ts';
import { privacyProjection } from './read-models/privacy/projection.ts';

export const privacy: Context = {
  name: 'privacy',
  module: PrivacyModule,
  eventTypes: {
    ...erasureEventTypes,
    ...dataAccessEventTypes,
    ...retentionFreezeEventTypes,
    ...connectionDataEventTypes,
    ...conventionDataEventTypes,
  },
  acts: privacyActs,
  projections: [privacyProjection],
  reactors: [ErasePersonalData],
  jobs: [ExpireConnectionDataJob, EraseAfterRetentionJob],
  taskSources: [PrivacyTasks],
};

export { Belongings } from './belongings.ts';
export { ExtractData } from './commands/extract-data.ts';
export { RequestDataAccess } from './commands/request-data-access.ts';
export { RequestErasure } from './commands/request-erasure.ts';
export type { Forgotten } from './domain/erasure.ts';
export { destroyedUnsaid, eraseAgain } from './erased-again.ts';
export { nameOf } from './forgotten-people.ts';
export { HeldData } from './held-data.ts';
export { PrivacyModule } from './privacy.module.ts';
export { fieldNames } from './register/field-names.ts';
export { personalFieldsIn, processingRegister, processings } from './register/processings.ts';
