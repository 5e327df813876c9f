import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { CalendarDate } from '#platform';
import { accessReview } from '../domain/access-review.ts';
import type { Access, AccessChange } from '../domain/access-review-events.ts';

/** What was declared of a person elsewhere (R20), or done by others, is an answer to the review as well. */
export class NoteAccessChange extends Command<CommandOutcome> {
  constructor(
    readonly reviewId: string,
    readonly noted: {
      readonly personId: string;
      readonly change: AccessChange;
      readonly lastDay: CalendarDate | null;
      readonly access: readonly Access[];
    },
  ) {
    super();
  }
}

@CommandHandler(NoteAccessChange)
export class NoteAccessChangeHandler implements ICommandHandler<NoteAccessChange> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ reviewId, noted }: NoteAccessChange) {
    return this.commands.handle(accessReview, reviewId, { type: 'NoteAccessChange', ...noted });
  }
}
