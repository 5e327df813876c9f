import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling } from '#event-sourcing';
import { Mailboxes } from '#habilitations';
import {
  conflict,
  deriveId,
  executionContext,
  mailAddress,
  mustActFor,
  mustBeIndividual,
  Refusal,
} from '#platform';
import { account } from '../domain/account.ts';
import type { Holder, Organism, StaffRole } from '../domain/account-events.ts';
import { AccountOpening, type Opened } from './account-opening.ts';
import { AccountScope } from './account-scope.ts';
import { SeparationOfDuties } from './separation-of-duties.ts';

export interface StaffMember {
  readonly role: StaffRole;
  readonly organism: Organism;
  readonly name: string;
  readonly email: string;
}

/** Who the holder of a code of an organism is: the same mailbox and role, the same person. */
export const staffHolder = ({ role, organism, name, email }: StaffMember): Holder => ({
  role,
  organism,
  name,
  email,
  personId: null,
  holder: deriveId('staff', role, organism.id, email),
});

/**
 * Opens the code of a gestionnaire's correspondent, or asks another officer to open that of a Caf officer; the same mailbox
 * and role keep their code. A correspondent of whom a Caf says so is to be confirmed before they sign (R2). The operator of the
 * register opens both, may repeat it, and vouches for the mailbox (R16).
 */
export class OpenStaffAccount extends Command<Opened> {
  constructor(readonly member: StaffMember) {
    super();
  }
}

@CommandHandler(OpenStaffAccount)
export class OpenStaffAccountHandler implements ICommandHandler<OpenStaffAccount> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly accounts: AccountOpening,
    private readonly scope: AccountScope,
    private readonly mailboxes: Mailboxes,
    private readonly duties: SeparationOfDuties,
  ) {}

  async execute({ member }: OpenStaffAccount) {
    const { role, name } = member;
    const email = mailAddress(member.email);
    const organism = await this.organismOf(member);
    const isOperator = executionContext().actor.role === 'system';
    if (!isOperator) {
      mustBeIndividual(email);
      await this.duties.mustAllow(role, email);
    }
    const identity = staffHolder({ role, organism, name, email });
    const { holder } = identity;
    await this.mailboxes.claim(email, holder);
    const opening =
      isOperator || role === 'gestionnaire'
        ? this.accounts.open(identity, isOperator)
        : this.accounts.request(identity, executionContext().actor.code);
    const opened = await opening.catch(async (error) => {
      // Of somebody who has left: their code is not opened again, and their mailbox stays free.
      if (error instanceof Refusal) await this.mailboxes.release(email, holder);
      throw error;
    });
    if (opened.events.length === 0) await this.keepPresent(opened.userCode, email);
    if (!isOperator && opened.events.length === 0) {
      throw conflict(
        'account-exists',
        `Cette adresse a déjà un code dans cette fonction, ou l’attend : ${opened.userCode}.`,
      );
    }
    return opened;
  }

  /** The code of whoever has it may lead to another mailbox by now, since it was corrected: this one stays free then. */
  private async keepPresent(userCode: string, email: string): Promise<void> {
    const { opened } = await this.commands.load(account, userCode);
    if (opened) await this.mailboxes.keepOnly(opened.email, [email], opened.holder);
  }

  /** As the operator says; for an officer, their own Caf, or a partner as the convention names it. */
  private async organismOf({ role, organism: { id, name } }: StaffMember): Promise<Organism> {
    if (role === 'gestionnaire' && executionContext().actor.role !== 'system') return this.scope.partner(id);
    mustActFor(id);
    return { id, name };
  }
}
