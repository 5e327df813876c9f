import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { Sessions } from '../sign-in/sessions.ts';

/** Its holder no longer wants a provider to vouch for them. What may have been opened by it ends. */
export class UnlinkIdentity extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly linkId: string,
  ) {
    super();
  }
}

@CommandHandler(UnlinkIdentity)
export class UnlinkIdentityHandler implements ICommandHandler<UnlinkIdentity> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptIdentities,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, sessionId, linkId }: UnlinkIdentity) {
    const outcome = await this.commands.handle(account, userCode, { type: 'UnlinkIdentity', linkId });
    await this.kept.forget(linkId);
    await this.sessions.endAllOf(userCode, sessionId);
    return outcome;
  }
}
