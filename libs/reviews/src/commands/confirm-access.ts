import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { PersonsQuery } from '#habilitations';
import { mustActFor } from '#platform';
import { accessReview, unknownReview } from '../domain/access-review.ts';
import { HeldAccesses } from '../read-models/reviews/held-access.ts';

/** The correspondent says of a person that they are still in function, with the profiles that they hold now. */
export class ConfirmAccess extends Command<CommandOutcome> {
  constructor(
    readonly reviewId: string,
    readonly personId: string,
    readonly statement: string,
  ) {
    super();
  }
}

@CommandHandler(ConfirmAccess)
export class ConfirmAccessHandler implements ICommandHandler<ConfirmAccess> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly persons: PersonsQuery,
    private readonly accesses: HeldAccesses,
  ) {}

  async execute({ reviewId, personId, statement }: ConfirmAccess) {
    const { review } = await this.commands.load(accessReview, reviewId);
    mustActFor(review?.gestionnaire.id);
    if (!review) throw unknownReview();
    const known = await this.persons.one(personId);
    const { lastName = '', firstName = '', function: title = '' } = known ?? {};
    return this.commands.handle(accessReview, reviewId, {
      type: 'ConfirmAccess',
      person: { personId, lastName, firstName, function: title },
      access: await this.accesses.heldInLog(personId, review.cafId),
      statement,
    });
  }
}
