import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { casework } from '../domain/casework.ts';
import { CaseworkScope } from './casework-scope.ts';

/** An officer takes a case, or gives it to a colleague of the same Caf. */
export class AssignCase extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly to: string,
  ) {
    super();
  }
}

@CommandHandler(AssignCase)
export class AssignCaseHandler implements ICommandHandler<AssignCase> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: CaseworkScope,
  ) {}

  async execute({ anomalyId, to }: AssignCase) {
    await this.scope.mustBeOwn(anomalyId);
    await this.scope.mustBeColleague(to);
    return this.commands.handle(casework, anomalyId, { type: 'AssignCase', to });
  }
}
