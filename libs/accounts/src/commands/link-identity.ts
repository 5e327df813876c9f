import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type Assertion, Clock, Config, conflict, deriveId, executionContext, identityHash } from '#platform';
import { account } from '../domain/account.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { Standings } from '../sign-in/standings.ts';

/** A provider vouches for whoever has shown that the code is theirs, as of its organism. */
export class LinkIdentity extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly assertion: Assertion & { readonly siret: string },
    /** Null behind an activation link. */
    readonly sessionId: string | null,
  ) {
    super();
  }
}

@CommandHandler(LinkIdentity)
export class LinkIdentityHandler implements ICommandHandler<LinkIdentity> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptIdentities,
    private readonly sessions: Sessions,
    private readonly standings: Standings,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  async execute({ userCode, assertion, sessionId }: LinkIdentity) {
    const { issuer, email, siret, idpId } = assertion;
    const hash = identityHash(this.config.nameSecret, assertion);
    const state = await this.commands.load(account, userCode);
    // Linked already, it goes by the link that it has; after a restore it may be kept no more.
    const known = state.identities.find((identity) => identity.identityHash === hash);
    const linkId = known?.linkId ?? deriveId(executionContext().commandId, 'identity');
    const provider = this.config.identityProvider?.name ?? issuer;
    const identity = { linkId, issuer, provider, identityHash: hash, email, siret, idpId };
    const isInSession = sessionId !== null;
    const hasShownOne = isInSession && (await this.sessions.hasSecondFactor(sessionId));
    const command = { type: 'LinkIdentity', identity, hasShownOne, isInSession } as const;
    account.decide(command, state, this.clock.now());
    await this.letGo(hash, userCode);
    // Kept first: an identity that counts and is not kept would open nothing.
    if (!(await this.kept.keep({ identityHash: hash, linkId, userCode }))) {
      throw conflict('identity-taken', `Ce compte ${provider} est déjà relié à un autre code.`);
    }
    return this.commands.handle(account, userCode, command);
  }

  /** Of a code that its holder has left, an agent who has become a correspondent, say: they cannot sign in there to unlink it. */
  private async letGo(identityHash: string, userCode: string): Promise<void> {
    const kept = await this.kept.of(identityHash);
    if (!kept || kept.userCode === userCode) return;
    const { state, habilitated } = await this.standings.of(kept.userCode);
    const { linkId } = kept;
    const isLinked = state.identities.some((identity) => identity.linkId === linkId);
    // One that does not count there is left over of what was interrupted.
    if (isLinked && state.state !== 'closed' && habilitated) return;
    if (isLinked) await this.commands.handle(account, kept.userCode, { type: 'UnlinkIdentity', linkId });
    await this.kept.forget(linkId);
  }
}
