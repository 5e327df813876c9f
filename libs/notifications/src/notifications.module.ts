import { Global, Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { AnomaliesModule, CaseNotices } from '#anomalies';
import { ConventionsModule } from '#conventions';
import { DeclarationsModule } from '#declarations';
import { HabilitationsModule } from '#habilitations';
import { Config } from '#platform';
import { SealingModule } from '#sealing';
import { CaseNotifications } from './cases/case-notifications.ts';
import { NoticesOfOutbox } from './cases/notices-of-outbox.ts';
import { MailTransport } from './delivery/mail-transport.ts';
import { MailWriter } from './delivery/mail-writer.ts';
import { transportOf } from './delivery/transport-of.ts';
import { MailsController } from './http/mails.controller.ts';
import { CodesToReactivateJob } from './jobs/codes-to-reactivate.job.ts';
import { DeliverMailJob } from './jobs/deliver-mail.job.ts';
import { IdleRemindersJob } from './jobs/idle-reminders.job.ts';
import { PurgeMailsJob } from './jobs/purge-mails.job.ts';
import { RenewalRemindersJob } from './jobs/renewal-reminders.job.ts';
import { TermRemindersJob } from './jobs/term-reminders.job.ts';
import { Outbox } from './outbox/outbox.ts';
import { RoleMail } from './outbox/role-mail.ts';
import { SentMails } from './outbox/sent-mails.ts';
import { SendNotices } from './reactors/send-notices.ts';

/** Global, since the case of an anomaly shows its mails. */
@Global()
@Module({
  imports: [
    AccountsModule,
    AnomaliesModule,
    ConventionsModule,
    DeclarationsModule,
    HabilitationsModule,
    SealingModule,
  ],
  controllers: [MailsController],
  providers: [
    Outbox,
    SentMails,
    RoleMail,
    SendNotices,
    MailWriter,
    DeliverMailJob,
    IdleRemindersJob,
    CodesToReactivateJob,
    RenewalRemindersJob,
    TermRemindersJob,
    PurgeMailsJob,
    CaseNotifications,
    { provide: CaseNotices, useClass: NoticesOfOutbox },
    { provide: MailTransport, inject: [Config], useFactory: transportOf },
  ],
  exports: [CaseNotices, SentMails],
})
export class NotificationsModule {}
