import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { Clock, deriveId, endOfDay, type Job, parisDateOf } from '#platform';
import { Outbox } from '../outbox/outbox.ts';

/** Reminds the holders of codes that are about to be blocked, 15, 7 and 2 days before, each once (R21). */
@Injectable()
export class IdleRemindersJob implements Job {
  readonly name = 'idle-reminders';
  readonly purpose = 'Prévient les titulaires de codes qui vont être bloqués faute d’usage.';
  readonly schedule = '20 7 * * *';

  constructor(
    private readonly accounts: AccountsQuery,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run() {
    const now = this.clock.now();
    const contacts = await this.accounts.idleReminders(parisDateOf(now));
    for (const { userCode, blocksAfter, daysLeft } of contacts) {
      if (blocksAfter === null) continue;
      await this.outbox.queue(
        {
          id: deriveId('idle-reminder', userCode, blocksAfter, daysLeft),
          userCode,
          notice: { template: 'idle-reminder', data: { lastDay: blocksAfter, daysLeft } },
          usefulUntil: endOfDay(blocksAfter),
        },
        now,
      );
    }
    return { reminded: contacts.length };
  }
}
