import type { Context } from '#event-sourcing';
import { CodesToReactivateJob } from './jobs/codes-to-reactivate.job.ts';
import { DeliverMailJob } from './jobs/deliver-mail.job.ts';
import { IdleRemindersJob } from './jobs/idle-reminders.job.ts';
import { PurgeMailsJob } from './jobs/purge-mails.job.ts';
import { RenewalRemindersJob } from './jobs/renewal-reminders.job.ts';
import { TermRemindersJob } from './jobs/term-reminders.job.ts';
import { NotificationsModule } from './notifications.module.ts';
import { outboxOfCodes, outboxOfRepresentatives, outboxStates, outboxTables } from './outbox/outbox.ts';
import { SendNotices } from './reactors/send-notices.ts';

export const notifications: Context = {
  name: 'notifications',
  module: NotificationsModule,
  eventTypes: {},
  acts: {},
  migrations: [outboxTables, outboxStates, outboxOfRepresentatives, outboxOfCodes],
  reactors: [SendNotices],
  jobs: [
    DeliverMailJob,
    IdleRemindersJob,
    RenewalRemindersJob,
    TermRemindersJob,
    CodesToReactivateJob,
    PurgeMailsJob,
  ],
};

export { NotificationsModule } from './notifications.module.ts';
export { Outbox } from './outbox/outbox.ts';
export { SentMails } from './outbox/sent-mails.ts';
