import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { control } from '../domain/control.ts';

/** The Caf gives a control up, for a reason (R24). */
export class CancelControl extends Command<CommandOutcome> {
  constructor(
    readonly controlId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(CancelControl)
export class CancelControlHandler implements ICommandHandler<CancelControl> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ controlId, reason }: CancelControl) {
    mustActFor((await this.commands.load(control, controlId)).parties?.cafId);
    return this.commands.handle(control, controlId, { type: 'CancelControl', reason });
  }
}
