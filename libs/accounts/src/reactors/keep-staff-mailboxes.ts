import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { Mailboxes } from '#habilitations';
import { account } from '../domain/account.ts';
import type { AccountEvent } from '../domain/account-events.ts';

/**
 * Ends the claim of an officer or a correspondent on a mailbox when their code is closed, or refused to who asked for it
 * (R16), and makes that of codes in older logs, which had none. The mailbox of an agent is their person's.
 */
@Injectable()
export class KeepStaffMailboxes implements Reactor<AccountEvent> {
  readonly name = 'keep-staff-mailboxes';
  readonly categories = ['account'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly mailboxes: Mailboxes,
  ) {}

  async react({ type, data, stream }: RecordedEvent<AccountEvent>): Promise<void> {
    if (type === 'AccountOpened' && data.personId === null) {
      return this.mailboxes.claim(data.email, data.holder);
    }
    if (type !== 'AccountClosed' && type !== 'AccountRequestRefused') return;
    const { opened, request } = await this.commands.load(account, idOf(stream));
    const held = type === 'AccountClosed' ? opened : request?.isRefused && request.holder;
    if (held && held.personId === null) await this.mailboxes.release(held.email, held.holder);
  }
}
