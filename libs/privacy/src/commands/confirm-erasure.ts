import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { erasure, type Forgotten } from '../domain/erasure.ts';
import { ForgottenPeople, nameOf } from '../forgotten-people.ts';

/** Another officer says so too: from then on, nobody reads any more what the log says of them. */
export class ConfirmErasure extends Command<CommandOutcome> {
  constructor(readonly forgotten: Forgotten) {
    super();
  }
}

@CommandHandler(ConfirmErasure)
export class ConfirmErasureHandler implements ICommandHandler<ConfirmErasure> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly people: ForgottenPeople,
  ) {}

  async execute({ forgotten }: ConfirmErasure) {
    const obstacle = await this.people.obstacleTo(forgotten);
    const subjects = await this.people.subjectsOf(forgotten);
    const by = executionContext().actor.code;
    const { userCodes, cafId } = forgotten;
    const command = { type: 'ConfirmErasure', cafId, userCodes, subjects, by, obstacle } as const;
    return this.commands.handle(erasure, nameOf(forgotten), command);
  }
}
