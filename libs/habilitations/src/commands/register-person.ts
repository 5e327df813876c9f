import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type PersonRegistration, person, withIndividualMailbox } from '../domain/person.ts';
import { Mailboxes } from './mailboxes.ts';

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
    private readonly mailboxes: Mailboxes,
  ) {}

  async execute({ personId, registration }: RegisterPerson) {
    mustActFor(registration.gestionnaireId);
    // Nothing is claimed for an address that would be refused. After a crash between the two, the same wish
    // finds its own claim.
    const { email } = withIndividualMailbox(registration);
    await this.mailboxes.claim(email, personId);
    return this.commands.handle(person, personId, { type: 'RegisterPerson', registration });
  }
}
