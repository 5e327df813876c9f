import { Injectable } from '@nestjs/common';
import { MailTransport } from '../delivery/mail-transport.ts';
import { Outbox } from './outbox.ts';

/** What is kept of mails, sent or not. */
@Injectable()
export class SentMails {
  constructor(
    private readonly outbox: Outbox,
    private readonly transport: MailTransport,
  ) {}

  /** Those to holders of codes who are erased, and those that name one of these ids. */
  async forget(userCodes: readonly string[], ids: readonly string[]): Promise<void> {
    const mails = await this.outbox.about(userCodes, ids);
    // The copies first: what fails here is found again by its row.
    await this.transport.forget(mails);
    await this.outbox.remove(mails);
  }
}
