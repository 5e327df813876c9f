import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Instant } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope } from './account-scope.ts';

/**
 * The Caf has learnt that a password is lost or stolen (article 4, R23). From that instant it opens nothing, nor does what
 * whoever had it has added, and its sessions end; whose code it is chooses another by a new link (R15).
 */
export class RevokePassword extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly reason: string,
    /** When somebody else came in with it; null when nobody knows. */
    readonly since: Instant | null = null,
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
    private readonly kept: KeptFactors,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, reason, since }: RevokePassword) {
    await this.scope.mustOversee(userCode);
    const command = { type: 'RevokePassword', reason, since } as const;
    const outcome = await this.commands.handle(account, userCode, command);
    for (const { type, data } of outcome.events) {
      if (type === 'PasswordRevoked') await this.credentials.forget(userCode, data.passwordId);
      if (type === 'IdentityUnlinked') await this.identities.forget(data.linkId);
      if (type === 'FactorRemoved') await this.kept.forget(data.factorId);
    }
    const { recovery, passwordId } = await this.commands.load(account, userCode);
    if (recovery === null) await this.kept.forgetRecoveryCodes(userCode);
    // Sent again when another has been chosen: what that one has opened goes on.
    if (passwordId === null) await this.sessions.endAllOf(userCode);
    return outcome;
  }
}
