import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { convention } from '../domain/convention.ts';
import type { SignatureGiven, SignatureProof } from '../domain/convention-events.ts';

/** The legal representative signs for the gestionnaire (R2). Whoever sends it has shown the link. */
export class SignByLink extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly linkId: string,
    /** Of what was read. */
    readonly contentSha256: string,
    readonly signature: Pick<SignatureGiven, 'signatory' | 'capacity'>,
    readonly proof?: SignatureProof,
  ) {
    super();
  }
}

@CommandHandler(SignByLink)
export class SignByLinkHandler implements ICommandHandler<SignByLink> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ conventionId, ...given }: SignByLink) {
    return this.commands.handle(convention, conventionId, { type: 'SignByLink', ...given });
  }
}
