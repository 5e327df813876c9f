import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '#platform';
import { normaliseAddress } from '../domain/mailbox.ts';

/** Names the stream of a mailbox without naming its owner: a keyed hash of the address (R16). */
@Injectable()
export class MailboxKey {
  constructor(private readonly config: Config) {}

  of(email: string): string {
    return createHmac('sha256', this.config.secret)
      .update(`mailbox\u001f${normaliseAddress(email)}`)
      .digest('hex');
  }
}
