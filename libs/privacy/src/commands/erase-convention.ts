import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome, KeyRing } from '#event-sourcing';
import { conventionData, type EndedConvention } from '../domain/convention-data.ts';

/** Nothing is kept any more of who signed, attested and controlled under a convention. */
export class EraseConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly convention: EndedConvention,
    /** The streams whose papers are over with it. */
    readonly streams: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(EraseConvention)
export class EraseConventionHandler implements ICommandHandler<EraseConvention> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly keys: KeyRing,
  ) {}

  async execute({ conventionId, convention, streams }: EraseConvention) {
    const subjects = await this.keys.kept.readableIn(streams);
    return this.commands.handle(conventionData, conventionId, {
      type: 'EraseConvention',
      convention,
      subjects,
    });
  }
}
