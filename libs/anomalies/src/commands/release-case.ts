import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { casework } from '../domain/casework.ts';
import { CaseworkScope } from './casework-scope.ts';

/** Nobody looks after the case any more: it waits for whoever takes it. */
export class ReleaseCase extends Command<CommandOutcome> {
  constructor(readonly anomalyId: string) {
    super();
  }
}

@CommandHandler(ReleaseCase)
export class ReleaseCaseHandler implements ICommandHandler<ReleaseCase> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: CaseworkScope,
  ) {}

  async execute({ anomalyId }: ReleaseCase) {
    await this.scope.mustBeOwn(anomalyId);
    return this.commands.handle(casework, anomalyId, { type: 'ReleaseCase' });
  }
}
