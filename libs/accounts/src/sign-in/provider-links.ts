import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request } from 'express';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import {
  type Assertion,
  answerRefused,
  Clock,
  Config,
  identityHash,
  type Principal,
  type ProviderParameters,
} from '#platform';
import { LinkIdentity } from '../commands/link-identity.ts';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { opensUntil, voidLink } from '../domain/activation.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { KnownBrowsers, strangerOf } from '../http/known-browsers.ts';
import type { OpenLink } from './activation-links.ts';
import { Organisms } from './organisms.ts';
import { PasswordAttempts } from './password-attempts.ts';
import { factorOf, ProviderAnswers } from './provider-answers.ts';
import { otherOrganism } from './refusals.ts';
import { type HalfSignedIn, type SignedIn, SignIn } from './sign-in.ts';
import { triedOf } from './standings.ts';
import type { Visitor } from './trial.ts';
import { SignInWaits } from './waits.ts';

/** What the answer of a provider is for, where somebody has shown that a code is theirs. */
interface ForSession {
  readonly userCode: string;
  readonly sessionId: string;
}

export type ForActivation = Pick<OpenLink, 'userCode' | 'delivery'>;

/** Ways in by an identity provider, and the links that they lead along. A link is made to a code that is open, and opens none. */
@Injectable()
export class ProviderLinks {
  constructor(
    private readonly answers: ProviderAnswers,
    private readonly handling: CommandHandling,
    private readonly commands: CommandBus,
    private readonly signIn: SignIn,
    private readonly kept: KeptIdentities,
    private readonly attempts: PasswordAttempts,
    private readonly organisms: Organisms,
    private readonly browsers: KnownBrowsers,
    private readonly waits: SignInWaits,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal of `ProviderAnswers` and of `SignIn`, identity-not-linked, other-organism */
  async enter(
    answer: ProviderParameters,
    request: Request,
  ): Promise<{ entered: SignedIn | HalfSignedIn; visitor: Visitor; idToken: string }> {
    const { assertion } = await this.answers.read('sign-in', answer, request, strangerOf(request));
    const hash = identityHash(this.config.nameSecret, assertion);
    const link = await this.kept.of(hash);
    const identifier = link?.userCode ?? hash;
    const visitor = this.browsers.visitorOf(request, identifier);
    const entered = await this.signIn.byProvider({
      identifier,
      linkId: link?.linkId ?? null,
      identityHash: hash,
      ...visitor,
      factor: factorOf(assertion, this.clock.now()),
      siret: assertion.siret,
    });
    if (link) await this.kept.countUse(link.linkId);
    return { entered, visitor, idToken: assertion.idToken };
  }

  /** To the code of whoever is signed in. @throws Refusal of `ProviderAnswers`, other-organism, identity-taken, … */
  async link(
    answer: ProviderParameters,
    { userCode, sessionId }: Pick<Principal, 'userCode' | 'sessionId'>,
    request: Request,
  ): Promise<CommandOutcome> {
    const state = await this.handling.load(account, userCode);
    const tried = triedOf(state, this.waits.subjectOf(userCode));
    const visitor = this.browsers.visitorOf(request, userCode);
    const { assertion, bound } = await this.answers.read<ForSession>('link', answer, request, visitor, tried);
    // The request was another person's, or of another session of theirs.
    if (bound.userCode !== userCode || bound.sessionId !== sessionId) {
      throw answerRefused(this.config.identityProvider?.name ?? '');
    }
    return this.linkTo(state, userCode, assertion, visitor, sessionId);
  }

  /** To the code that an activation link is for, before its password is chosen. @throws Refusal as `link`, activation-link-void */
  async linkByActivation(
    answer: ProviderParameters,
    request: Request,
  ): Promise<CommandOutcome & { userCode: string }> {
    const visitor = strangerOf(request);
    const { assertion, bound } = await this.answers.read<ForActivation>(
      'activation',
      answer,
      request,
      visitor,
    );
    const { userCode, delivery } = bound;
    const state = await this.handling.load(account, userCode);
    if (opensUntil(state, delivery, this.clock.now()) === null) throw voidLink();
    return { ...(await this.linkTo(state, userCode, assertion, visitor, null)), userCode };
  }

  private async linkTo(
    state: Account,
    userCode: string,
    assertion: Assertion,
    visitor: Visitor,
    sessionId: string | null,
  ): Promise<CommandOutcome> {
    const { siret } = assertion;
    if (siret === null || !this.organisms.isOf(state, siret)) {
      const tried = triedOf(state, this.waits.subjectOf(userCode));
      const factors = [factorOf(assertion, this.clock.now())];
      const refused = { outcome: 'other-organism', factors } as const;
      await this.attempts.record(tried, visitor, refused);
      throw otherOrganism();
    }
    return this.commands.execute(new LinkIdentity(userCode, { ...assertion, siret }, sessionId));
  }
}
