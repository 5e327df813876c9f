import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { control } from '../domain/control.ts';

/** The Caf has seen that what was agreed after a control is done (R24). */
export class VerifyAgreement extends Command<CommandOutcome> {
  constructor(
    readonly controlId: string,
    readonly note: string,
  ) {
    super();
  }
}

@CommandHandler(VerifyAgreement)
export class VerifyAgreementHandler implements ICommandHandler<VerifyAgreement> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ controlId, note }: VerifyAgreement) {
    mustActFor((await this.commands.load(control, controlId)).parties?.cafId);
    return this.commands.handle(control, controlId, { type: 'VerifyAgreement', note });
  }
}
