import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope } from './account-scope.ts';

/**
 * The Caf has learnt that a password is lost or stolen (article 4, R23). From that instant it opens nothing, and its
 * sessions end; whose code it is chooses another by a new link (R15).
 */
export class RevokePassword extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RevokePassword)
export class RevokePasswordHandler implements ICommandHandler<RevokePassword> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly credentials: Credentials,
    private readonly identities: KeptIdentities,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, reason }: RevokePassword) {
    await this.scope.mustOversee(userCode);
    const outcome = await this.commands.handle(account, userCode, { type: 'RevokePassword', reason });
    for (const { type, data } of outcome.events) {
      if (type === 'PasswordRevoked') await this.credentials.forget(userCode, data.passwordId);
      if (type === 'IdentityUnlinked') await this.identities.forget(data.linkId);
    }
    await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
