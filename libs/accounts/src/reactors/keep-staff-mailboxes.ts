import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, type Reactor, type RecordedEvent } from '#event-sourcing';
import { Mailboxes } from '#habilitations';
import { isSameMailbox } from '#platform';
import { account } from '../domain/account.ts';
import type { AccountEvent } from '../domain/account-events.ts';

/**
 * Ends the claim of an officer or a correspondent on a mailbox when their code is closed, or refused to who asked for it,
 * or when they have another (R16), and makes that of codes in older logs, which had none. The mailbox of an agent is
 * their person's.
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
    if (type === 'AccountOpened' || type === 'HolderCorrected') {
      const { opened } = await this.commands.load(account, idOf(stream));
      if (!opened || opened.personId !== null) return;
      const { email } = type === 'AccountOpened' ? data : data.before;
      // Another was claimed with the correction itself.
      if (!isSameMailbox(opened.email, email)) return this.mailboxes.release(email, opened.holder);
      if (type === 'AccountOpened') await this.mailboxes.claim(email, opened.holder);
      return;
    }
    if (type !== 'AccountClosed' && type !== 'AccountRequestRefused') return;
    const { opened, request } = await this.commands.load(account, idOf(stream));
    const held = type === 'AccountClosed' ? opened : request?.isRefused && request.holder;
    if (held && held.personId === null) await this.mailboxes.release(held.email, held.holder);
  }
}
