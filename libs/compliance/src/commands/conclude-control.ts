import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type Conclusion, control } from '../domain/control.ts';
import { ComplianceFiles, ofControl } from '../files/compliance-files.ts';

/** The Caf says what came of a control, and what was agreed then (R24). */
export class ConcludeControl extends Command<CommandOutcome> {
  constructor(
    readonly controlId: string,
    readonly concluded: Omit<Conclusion, 'files'>,
    /** Of files that were given for it. */
    readonly fileIds: readonly string[] = [],
  ) {
    super();
  }
}

@CommandHandler(ConcludeControl)
export class ConcludeControlHandler implements ICommandHandler<ConcludeControl> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly files: ComplianceFiles,
  ) {}

  async execute({ controlId, concluded, fileIds }: ConcludeControl) {
    mustActFor((await this.commands.load(control, controlId)).parties?.cafId);
    const files = await this.files.hold(ofControl(controlId), fileIds);
    const conclusion = { ...concluded, files };
    return this.commands.handle(control, controlId, { type: 'ConcludeControl', conclusion });
  }
}
