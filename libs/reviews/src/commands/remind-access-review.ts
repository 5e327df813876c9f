import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { accessReview, unknownReview } from '../domain/access-review.ts';

/** Reminds the correspondents of a review: the Caf for a reason, Greffe when it is time to. */
export class RemindAccessReview extends Command<CommandOutcome> {
  constructor(
    readonly reviewId: string,
    readonly reason: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(RemindAccessReview)
export class RemindAccessReviewHandler implements ICommandHandler<RemindAccessReview> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ reviewId, reason }: RemindAccessReview) {
    const { review } = await this.commands.load(accessReview, reviewId);
    mustActFor(review?.cafId);
    if (!review) throw unknownReview();
    return this.commands.handle(accessReview, reviewId, { type: 'RemindAccessReview', reason });
  }
}
