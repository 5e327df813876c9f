import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { conflict, mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';
import type { Registration } from '../domain/convention-events.ts';
import { ConventionsQuery } from '../read-models/conventions/query.ts';

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
  constructor(
    private readonly commands: CommandHandling,
    private readonly conventions: ConventionsQuery,
  ) {}

  async execute({ conventionId, registration }: RegisterConvention) {
    const { caf, gestionnaire, establishments } = registration;
    mustActFor(caf.id);
    const ids = establishments.map(({ id }) => id);
    if (await this.conventions.belongToOthers(ids, gestionnaire.id, caf.id)) {
      throw conflict('establishment-of-others', 'Un de ces établissements relève d’autres parties.');
    }
    return this.commands.handle(convention, conventionId, { type: 'RegisterConvention', registration });
  }
}
