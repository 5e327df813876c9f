import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { casework } from '../domain/casework.ts';
import { CaseworkScope } from './casework-scope.ts';

/** An officer notes something for colleagues. The partner never reads it; nobody changes it. */
export class NoteOnCase extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(NoteOnCase)
export class NoteOnCaseHandler implements ICommandHandler<NoteOnCase> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: CaseworkScope,
  ) {}

  async execute({ anomalyId, text }: NoteOnCase) {
    await this.scope.mustBeOwn(anomalyId);
    return this.commands.handle(casework, anomalyId, { type: 'NoteOnCase', text });
  }
}
