import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { erasure, type Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';

/** An officer, or whoever asked for it, lets it be. */
export class RefuseErasure extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RefuseErasure)
export class RefuseErasureHandler implements ICommandHandler<RefuseErasure> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason }: RefuseErasure) {
    const by = executionContext().actor.code;
    return this.commands.handle(erasure, nameOf(forgotten), {
      type: 'RefuseErasure',
      reason,
      cafId: forgotten.cafId,
      by,
    });
  }
}
