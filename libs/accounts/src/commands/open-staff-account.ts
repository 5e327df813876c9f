import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Mailboxes, sharedMailboxToken } from '#habilitations';
import { conflict, deriveId, executionContext, invalid, mailAddress, mustActFor, Refusal } from '#platform';
import type { Organism, StaffRole } from '../domain/account-events.ts';
import { AccountOpening, type Opened } from './account-opening.ts';
import { AccountScope } from './account-scope.ts';

export interface StaffMember {
  readonly role: StaffRole;
  readonly organism: Organism;
  readonly name: string;
  readonly email: string;
}

/**
 * Opens the code of a Caf officer or of a gestionnaire's correspondent; the same mailbox and role keep their code. The
 * operator of the register may repeat it, and vouches for a mailbox that looks shared (R16).
 */
export class OpenStaffAccount extends Command<Opened> {
  constructor(readonly member: StaffMember) {
    super();
  }
}

@CommandHandler(OpenStaffAccount)
export class OpenStaffAccountHandler implements ICommandHandler<OpenStaffAccount> {
  constructor(
    private readonly accounts: AccountOpening,
    private readonly scope: AccountScope,
    private readonly mailboxes: Mailboxes,
  ) {}

  async execute({ member }: OpenStaffAccount) {
    const { role, name } = member;
    const email = mailAddress(member.email);
    const organism = await this.organismOf(member);
    const isOperator = executionContext().actor.role === 'system';
    if (!isOperator && sharedMailboxToken(email) !== null) {
      throw invalid(
        'shared-mailbox',
        'L’adresse semble être une boîte aux lettres partagée : il en faut une individuelle.',
      );
    }
    const holder = deriveId('staff', role, organism.id, email);
    await this.mailboxes.claim(email, holder);
    const opened = await this.accounts
      .open({ role, organism, name, email, holder, personId: null })
      .catch(async (error) => {
        // Of somebody who has left: their code is not opened again, and their mailbox stays free.
        if (error instanceof Refusal) await this.mailboxes.release(email, holder);
        throw error;
      });
    if (!isOperator && opened.events.length === 0) {
      throw conflict(
        'account-exists',
        `Cette adresse a déjà un code dans cette fonction : ${opened.userCode}.`,
      );
    }
    return opened;
  }

  /** As the operator says; for an officer, their own Caf, or a partner as the convention names it. */
  private async organismOf({ role, organism: { id, name } }: StaffMember): Promise<Organism> {
    if (role === 'gestionnaire' && executionContext().actor.role !== 'system') return this.scope.partner(id);
    mustActFor(id);
    return { id, name };
  }
}
