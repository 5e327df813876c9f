import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { roster } from '../domain/roster.ts';
import { Coverage } from './coverage.ts';

/** The gestionnaire asks no more for what it had asked for, and says why. */
export class WithdrawRequest extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly requestId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(WithdrawRequest)
export class WithdrawRequestHandler implements ICommandHandler<WithdrawRequest> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
  ) {}

  async execute({ establishmentId, requestId, reason }: WithdrawRequest) {
    mustActFor((await this.coverage.of(establishmentId)).gestionnaireId);
    const command = { type: 'RefuseHabilitation', requestId, reason, isWithdrawn: true } as const;
    return this.commands.handle(roster, establishmentId, command);
  }
}
