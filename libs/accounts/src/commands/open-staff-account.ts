import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deriveId, executionContext, mustActFor } from '#platform';
import type { Organism, StaffRole } from '../domain/account-events.ts';
import { AccountOpening, type Opened } from './account-opening.ts';
import { AccountScope } from './account-scope.ts';

export interface StaffMember {
  readonly role: StaffRole;
  readonly organism: Organism;
  readonly name: string;
  readonly email: string;
}

/** Opens the code of a Caf officer or of a gestionnaire's correspondent; the same mailbox and role keep their code. */
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
  ) {}

  async execute({ member }: OpenStaffAccount) {
    const { role, name, email } = member;
    const organism = await this.organismOf(member);
    const holder = deriveId('staff', role, organism.id, email.toLowerCase());
    return this.accounts.open({ role, organism, name, email, holder, personId: null });
  }

  /** As the operator says; for an officer, their own Caf, or a partner as the convention names it. */
  private async organismOf({ role, organism: { id, name } }: StaffMember): Promise<Organism> {
    if (role === 'gestionnaire' && executionContext().actor.role !== 'system') return this.scope.partner(id);
    mustActFor(id);
    return { id, name };
  }
}
