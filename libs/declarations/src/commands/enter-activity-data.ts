import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import type { ActivityData } from '../domain/content.ts';
import { declaration } from '../domain/declaration.ts';

/** Writes the activity data: the activity provider alone (R9). */
export class EnterActivityData extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly activity: ActivityData,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(EnterActivityData)
export class EnterActivityDataHandler implements ICommandHandler<EnterActivityData> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, activity, author }: EnterActivityData) {
    return this.commands.handle(declaration, declarationId, { type: 'EnterActivityData', activity, author });
  }
}
