import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Instant } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** The mail server of a correspondent who could sign in took the notice: the 15 days run from that day (R19). */
export class ConfirmNotice extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly userCode: string,
    readonly acceptedAt: Instant,
  ) {
    super();
  }
}

@CommandHandler(ConfirmNotice)
export class ConfirmNoticeHandler implements ICommandHandler<ConfirmNotice> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ anomalyId, userCode, acceptedAt }: ConfirmNotice) {
    return this.commands.handle(anomaly, anomalyId, { type: 'ConfirmNotice', userCode, acceptedAt });
  }
}
