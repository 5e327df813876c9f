import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { erasure } from '../domain/erasure.ts';

/** An officer, or whoever asked for it, lets it be. */
export class RefuseErasure extends Command<CommandOutcome> {
  constructor(
    /** The person, or the code of whoever is none. */
    readonly name: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RefuseErasure)
export class RefuseErasureHandler implements ICommandHandler<RefuseErasure> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ name, reason }: RefuseErasure) {
    const by = executionContext().actor.code;
    return this.commands.handle(erasure, name, { type: 'RefuseErasure', reason, by });
  }
}
