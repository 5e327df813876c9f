import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { roster } from '../domain/roster.ts';
import { Coverage } from './coverage.ts';

/** The Caf refuses a request, and says why. */
export class RefuseHabilitation extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly requestId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RefuseHabilitation)
export class RefuseHabilitationHandler implements ICommandHandler<RefuseHabilitation> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
  ) {}

  async execute({ establishmentId, requestId, reason }: RefuseHabilitation) {
    mustActFor((await this.coverage.of(establishmentId)).cafId);
    const command = { type: 'RefuseHabilitation', requestId, reason, isWithdrawn: false } as const;
    return this.commands.handle(roster, establishmentId, command);
  }
}
