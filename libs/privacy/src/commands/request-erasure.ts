import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { erasure, type Forgotten } from '../domain/erasure.ts';
import { ForgottenPeople, nameOf } from '../forgotten-people.ts';

/** An officer asks that somebody be forgotten; another one confirms it. */
export class RequestErasure extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RequestErasure)
export class RequestErasureHandler implements ICommandHandler<RequestErasure> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly people: ForgottenPeople,
  ) {}

  async execute({ forgotten, reason }: RequestErasure) {
    const obstacle = await this.people.obstacleTo(forgotten);
    const by = executionContext().actor.code;
    const command = { type: 'RequestErasure', forgotten, reason, by, obstacle } as const;
    return this.commands.handle(erasure, nameOf(forgotten), command);
  }
}
