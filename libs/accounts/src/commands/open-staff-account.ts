import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deriveId, mustActFor, type UserRole } from '#platform';
import type { Organism } from '../domain/account-events.ts';
import { AccountOpening, type Opened } from './account-opening.ts';

export interface StaffMember {
  readonly role: Exclude<UserRole, 'agent'>;
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
  constructor(private readonly accounts: AccountOpening) {}

  async execute({ member }: OpenStaffAccount) {
    mustActFor(undefined);
    const { role, name, email } = member;
    const organism = { id: member.organism.id, name: member.organism.name };
    const holder = deriveId('staff', role, organism.id, email.toLowerCase());
    return this.accounts.open({ role, organism, name, email, holder, personId: null });
  }
}
