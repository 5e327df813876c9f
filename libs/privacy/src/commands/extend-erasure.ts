import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { erasure, type Forgotten } from '../domain/erasure.ts';
import { ForgottenPeople, nameOf } from '../forgotten-people.ts';

/** What has come to belong to somebody who was erased is erased too, such as a case that was opened at that moment; once it is closed. */
export class ExtendErasure extends Command<CommandOutcome> {
  constructor(readonly forgotten: Forgotten) {
    super();
  }
}

@CommandHandler(ExtendErasure)
export class ExtendErasureHandler implements ICommandHandler<ExtendErasure> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly people: ForgottenPeople,
  ) {}

  async execute({ forgotten }: ExtendErasure) {
    const { userCodes } = forgotten;
    const isNeeded = (await this.people.obstacleTo(forgotten)) !== null;
    const subjects = isNeeded ? [] : await this.people.subjectsOf(forgotten);
    return this.commands.handle(erasure, nameOf(forgotten), { type: 'ExtendErasure', userCodes, subjects });
  }
}
