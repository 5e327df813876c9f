import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { Config } from '#platform';
import { MailTransport } from './delivery/mail-transport.ts';
import { transportOf } from './delivery/transport-of.ts';
import { DeliverMailJob } from './jobs/deliver-mail.job.ts';
import { IdleRemindersJob } from './jobs/idle-reminders.job.ts';
import { Outbox } from './outbox/outbox.ts';
import { SendNotices } from './reactors/send-notices.ts';

@Module({
  imports: [AccountsModule],
  providers: [
    Outbox,
    SendNotices,
    DeliverMailJob,
    IdleRemindersJob,
    { provide: MailTransport, inject: [Config], useFactory: transportOf },
  ],
})
export class NotificationsModule {}
