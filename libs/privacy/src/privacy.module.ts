import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { AnomaliesModule } from '#anomalies';
import { ComplianceModule } from '#compliance';
import { HabilitationsModule } from '#habilitations';
import { NotificationsModule } from '#notifications';
import { ConfirmErasureHandler } from './commands/confirm-erasure.ts';
import { EndRetentionHandler } from './commands/end-retention.ts';
import { EraseConventionHandler } from './commands/erase-convention.ts';
import { ExpireMonthHandler } from './commands/expire-month.ts';
import { ExtendErasureHandler } from './commands/extend-erasure.ts';
import { ExtractDataHandler } from './commands/extract-data.ts';
import { FreezeRetentionHandler } from './commands/freeze-retention.ts';
import { GrantDataAccessHandler } from './commands/grant-data-access.ts';
import { LiftFreezeHandler } from './commands/lift-freeze.ts';
import { RefuseDataAccessHandler } from './commands/refuse-data-access.ts';
import { RefuseErasureHandler } from './commands/refuse-erasure.ts';
import { RequestDataAccessHandler } from './commands/request-data-access.ts';
import { RequestErasureHandler } from './commands/request-erasure.ts';
import { ForgottenPeople } from './forgotten-people.ts';
import { HeldData } from './held-data.ts';
import { DataAccessController } from './http/data-access.controller.ts';
import { HolderCommands } from './http/holder-commands.ts';
import { PersonalDataController } from './http/personal-data.controller.ts';
import { PrivacyController } from './http/privacy.controller.ts';
import { EraseAfterRetentionJob } from './jobs/erase-after-retention.job.ts';
import { ExpireConnectionDataJob } from './jobs/expire-connection-data.job.ts';
import { PrivacyTasks } from './privacy-tasks.ts';
import { ErasePersonalData } from './reactors/erase-personal-data.ts';
import { PersonalDataQuery } from './read-models/privacy/personal-data-query.ts';
import { RetentionQuery } from './read-models/privacy/query.ts';

@Module({
  imports: [AccountsModule, AnomaliesModule, ComplianceModule, HabilitationsModule, NotificationsModule],
  controllers: [PersonalDataController, DataAccessController, PrivacyController],
  providers: [
    RequestErasureHandler,
    ConfirmErasureHandler,
    RefuseErasureHandler,
    FreezeRetentionHandler,
    LiftFreezeHandler,
    ExpireMonthHandler,
    EraseConventionHandler,
    RequestDataAccessHandler,
    GrantDataAccessHandler,
    RefuseDataAccessHandler,
    ExtractDataHandler,
    EndRetentionHandler,
    ExtendErasureHandler,
    ErasePersonalData,
    ExpireConnectionDataJob,
    EraseAfterRetentionJob,
    ForgottenPeople,
    HeldData,
    HolderCommands,
    RetentionQuery,
    PersonalDataQuery,
    PrivacyTasks,
  ],
  exports: [HeldData],
})
export class PrivacyModule {}
