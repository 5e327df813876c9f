import { Injectable } from '@nestjs/common';
import { AccountsQuery, SignInProspects, signInObstacle } from '#accounts';
import { Clock, deriveId, endOfDay, inTurn, type Job, parisDateOf, QUERIES_AT_ONCE } from '#platform';
import { Outbox } from '../outbox/outbox.ts';

/** Reminds the holders of codes that are about to be blocked, 15, 7 and 2 days before or, after an outage, as soon as it runs: each once (R21). */
@Injectable()
export class IdleRemindersJob implements Job {
  readonly name = 'idle-reminders';
  readonly purpose = 'Prévient les titulaires de codes qui vont être bloqués faute d’usage.';
  readonly schedule = '20 7 * * *';

  constructor(
    private readonly accounts: AccountsQuery,
    private readonly prospects: SignInProspects,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run() {
    const now = this.clock.now();
    const contacts = await this.accounts.idleReminders(parisDateOf(now));
    const reminders = contacts.map(({ userCode, blocksAfter, daysLeft, daysBefore }) => ({
      id: deriveId('idle-reminder', userCode, blocksAfter, daysBefore),
      userCode,
      notice: { template: 'idle-reminder' as const, data: { lastDay: blocksAfter, daysLeft } },
      usefulUntil: endOfDay(blocksAfter),
    }));
    const unknown = await this.outbox.unknown(reminders.map(({ id }) => id));
    let reminded = 0;
    const remind = async (reminder: (typeof reminders)[number]) => {
      // Whoever has left, or has no password yet, could not follow it.
      if (signInObstacle(await this.prospects.of(reminder.userCode)) !== null) return;
      if (await this.outbox.queue(reminder, now)) reminded++;
    };
    const due = reminders.filter(({ id }) => unknown.has(id));
    await inTurn(due, remind, QUERIES_AT_ONCE);
    return { reminded };
  }
}
