import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { CommandHandling, type CommandOutcome, Rehearsal } from '#event-sourcing';
import { Clock, executionContext, isSameMailbox } from '#platform';
import { type PersonDetails, person, unknownPerson, withIndividualMailbox } from '../domain/person.ts';
import { Mailboxes } from './mailboxes.ts';

/**
 * What was said of an agent is corrected, for a reason: by the gestionnaire who named them, or by a Caf that has signed with it.
 * The claim on a mailbox moves with it; of whoever has left there is none, and the other mailbox is claimed for nobody (R16).
 */
export class CorrectPerson extends Command<CommandOutcome> {
  constructor(
    readonly personId: string,
    readonly details: PersonDetails,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(CorrectPerson)
export class CorrectPersonHandler implements ICommandHandler<CorrectPerson> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
    private readonly mailboxes: Mailboxes,
    private readonly clock: Clock,
  ) {}

  async execute({ personId, details, reason }: CorrectPerson) {
    const known = await this.commands.load(person, personId);
    if (!known || !(await this.mayCorrect(known.gestionnaireId))) throw unknownPerson();
    const correction = { type: 'CorrectPerson', details, reason } as const;
    if (isSameMailbox(known.email, details.email)) return this.commands.handle(person, personId, correction);

    // Nothing is claimed for what would be refused.
    person.decide(correction, known, this.clock.now());
    const { email } = withIndividualMailbox(details);
    if (!(await this.mailboxes.isOf(known.email, personId))) {
      // Whoever has left has no mailbox to be moved: the other one is to be nobody’s, and stays so.
      await this.mailboxes.claim(email, personId, new Rehearsal(this.commands, this.clock.now()));
      return this.commands.handle(person, personId, correction);
    }
    await this.mailboxes.claim(email, personId);
    try {
      return await this.commands.handle(person, personId, correction);
    } finally {
      const present = await this.commands.load(person, personId);
      await this.mailboxes.keepOnly(present?.email, [known.email, email], personId);
    }
  }

  private async mayCorrect(gestionnaireId: string): Promise<boolean> {
    const { role, organism } = executionContext().actor;
    return (
      role === 'system' || (organism !== null && (await this.conventions.oversees(organism, gestionnaireId)))
    );
  }
}
