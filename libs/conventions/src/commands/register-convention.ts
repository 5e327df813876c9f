import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention, type Registration } from '../domain/convention.ts';

/** A Caf records an amendment, before or after its signature (R1). */
export class RegisterConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly registration: Registration,
  ) {
    super();
  }
}

@CommandHandler(RegisterConvention)
export class RegisterConventionHandler implements ICommandHandler<RegisterConvention> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ conventionId, registration }: RegisterConvention) {
    mustActFor(registration.caf.id);
    return this.commands.handle(convention, conventionId, { type: 'RegisterConvention', registration });
  }
}
