import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { accessReview } from '../domain/access-review.ts';

/** Its conventions have ended, and with them every habilitation: nobody owes an answer any more. */
export class LapseAccessReview extends Command<CommandOutcome> {
  constructor(readonly reviewId: string) {
    super();
  }
}

@CommandHandler(LapseAccessReview)
export class LapseAccessReviewHandler implements ICommandHandler<LapseAccessReview> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ reviewId }: LapseAccessReview) {
    return this.commands.handle(accessReview, reviewId, { type: 'LapseAccessReview' });
  }
}
