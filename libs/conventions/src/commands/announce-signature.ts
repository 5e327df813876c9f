import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';
import type { AnnouncedSignature } from '../domain/convention-events.ts';

/** The Caf holds a paper that the gestionnaire has signed: it says so, and the gestionnaire confirms it or not (R2). */
export class AnnounceSignature extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly announced: AnnouncedSignature,
  ) {
    super();
  }
}

@CommandHandler(AnnounceSignature)
export class AnnounceSignatureHandler implements ICommandHandler<AnnounceSignature> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, announced }: AnnounceSignature) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, { type: 'AnnounceSignature', announced });
  }
}
