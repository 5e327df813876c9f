import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { mailbox } from '../domain/mailbox.ts';
import { type PersonRegistration, person, withIndividualMailbox } from '../domain/person.ts';
import { MailboxKey } from './mailbox-key.ts';

/** A gestionnaire names an agent, with the individual mailbox that is theirs alone (R11, R16). */
export class RegisterPerson extends Command<CommandOutcome> {
  constructor(
    readonly personId: string,
    readonly registration: PersonRegistration,
  ) {
    super();
  }
}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly keys: MailboxKey,
  ) {}

  async execute({ personId, registration }: RegisterPerson) {
    mustActFor(registration.gestionnaireId);
    // Nothing is claimed for an address that would be refused. After a crash between the two, the same wish
    // finds its own claim.
    const { email } = withIndividualMailbox(registration);
    await this.commands.handle(mailbox, this.keys.of(email), { type: 'ClaimMailbox', personId });
    return this.commands.handle(person, personId, { type: 'RegisterPerson', registration });
  }
}
