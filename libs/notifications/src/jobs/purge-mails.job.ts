import { Injectable } from '@nestjs/common';
import { addDays, Clock, type Job, parisDateOf, policy, startOfDay } from '#platform';
import { MailTransport } from '../delivery/mail-transport.ts';
import { Outbox } from '../outbox/outbox.ts';

/** Keeps nothing of a mail longer than 30 days after it was sent or given up; an activation link goes when it has been used. */
@Injectable()
export class PurgeMailsJob implements Job {
  readonly name = 'purge-mails';
  readonly purpose = 'Efface les courriels envoyés ou abandonnés depuis plus de 30 jours.';
  readonly schedule = '40 3 * * *';

  constructor(
    private readonly outbox: Outbox,
    private readonly transport: MailTransport,
    private readonly clock: Clock,
  ) {}

  async run() {
    const before = startOfDay(addDays(parisDateOf(this.clock.now()), -policy.mailRetentionDays));
    const settled = await this.outbox.settledBefore(before);
    // The copies first: what fails here is found again by its row.
    await this.transport.forget(settled);
    await this.outbox.remove(settled);
    return { removed: settled.length };
  }
}
