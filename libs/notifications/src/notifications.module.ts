import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { Config } from '#platform';
import { FileTransport } from './delivery/file-transport.ts';
import { MailTransport } from './delivery/mail-transport.ts';
import { SmtpTransport } from './delivery/smtp-transport.ts';
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
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: ({ smtpUrl, mailFrom, dataDir }: Config): MailTransport =>
        smtpUrl ? new SmtpTransport(smtpUrl, mailFrom) : new FileTransport(join(dataDir, 'mail'), mailFrom),
    },
  ],
})
export class NotificationsModule {}
