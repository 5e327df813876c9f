import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { AnomaliesModule } from '#anomalies';
import { HabilitationsModule } from '#habilitations';
import { NotificationsModule } from '#notifications';
import { ConfirmErasureHandler } from './commands/confirm-erasure.ts';
import { ExpireMonthHandler } from './commands/expire-month.ts';
import { FreezeRetentionHandler } from './commands/freeze-retention.ts';
import { LiftFreezeHandler } from './commands/lift-freeze.ts';
import { RefuseErasureHandler } from './commands/refuse-erasure.ts';
import { RequestErasureHandler } from './commands/request-erasure.ts';
import { ForgottenPeople } from './forgotten-people.ts';
import { HeldData } from './held-data.ts';
import { PersonalDataController } from './http/personal-data.controller.ts';
import { PrivacyController } from './http/privacy.controller.ts';
import { ExpireConnectionDataJob } from './jobs/expire-connection-data.job.ts';
import { PrivacyTasks } from './privacy-tasks.ts';
import { ErasePersonalData } from './reactors/erase-personal-data.ts';
import { RetentionQuery } from './read-models/privacy/query.ts';

@Module({
  imports: [AccountsModule, AnomaliesModule, HabilitationsModule, NotificationsModule],
  controllers: [PersonalDataController, PrivacyController],
  providers: [
    RequestErasureHandler,
    ConfirmErasureHandler,
    RefuseErasureHandler,
    FreezeRetentionHandler,
    LiftFreezeHandler,
    ExpireMonthHandler,
    ErasePersonalData,
    ExpireConnectionDataJob,
    ForgottenPeople,
    HeldData,
    RetentionQuery,
    PrivacyTasks,
  ],
  exports: [HeldData],
})
export class PrivacyModule {}
