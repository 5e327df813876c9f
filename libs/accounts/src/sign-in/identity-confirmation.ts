import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type AuthFactor, RecordIdentityConfirmed } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { forbidden, type Principal, runAnew } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { type FactorProof, FactorProofs } from '../factors/factor-proofs.ts';
import { PasswordAttempts } from './password-attempts.ts';
import { PasswordQueue } from './password-queue.ts';
import { wrongFactor } from './refusals.ts';
import { Sessions } from './sessions.ts';
import { triedOf } from './standings.ts';
import type { Visitor } from './trial.ts';
import { SignInWaits } from './waits.ts';

export type IdentityProof = FactorProof | { readonly kind: 'password'; readonly password: string };

/**
 * Whoever is signed in shows once more who they are, before an act of weight: by a second factor, or by the password where they
 * have none. What is wrong counts like a wrong password at the sign-in (R18): a session that was come by tries nothing out here.
 */
@Injectable()
export class IdentityConfirmation {
  constructor(
    private readonly handling: CommandHandling,
    private readonly commands: CommandBus,
    private readonly attempts: PasswordAttempts,
    private readonly queue: PasswordQueue,
    private readonly credentials: Credentials,
    private readonly proofs: FactorProofs,
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
  ) {}

  /** Answers the token under which the session goes on. @throws Refusal wrong-factor, wrong-password, second-factor-asked, throttled */
  async confirm(
    { userCode, sessionId }: Pick<Principal, 'userCode' | 'sessionId'>,
    proof: IdentityProof,
    visitor: Visitor,
  ): Promise<string> {
    const state = await this.handling.load(account, userCode);
    if (proof.kind === 'password' && state.factors.length > 0) {
      throw forbidden('second-factor-asked', 'Confirmez par votre seconde vérification.');
    }
    const subject = this.waits.subjectOf(userCode);
    const tried = triedOf(state, subject);
    const { wasRight } = await this.attempts.make(
      { subject, visitor, ofFactor: proof.kind !== 'password', whose: async () => tried },
      async () => {
        const wasRight = await this.isRight(state, proof, visitor);
        const outcome = proof.kind === 'password' ? 'wrong-password' : 'wrong-factor';
        if (wasRight) await this.record(userCode, sessionId, proof.kind);
        else await this.attempts.record(tried, visitor, { outcome, factors: [proof.kind] });
        return { wasRight };
      },
    );
    if (!wasRight) throw proof.kind === 'password' ? wrongPassword() : wrongFactor(proof.kind);
    await this.sessions.prove(sessionId, proof.kind);
    return this.sessions.renew(sessionId);
  }

  private async isRight(state: Account, proof: IdentityProof, { knownBrowser }: Visitor): Promise<boolean> {
    if (proof.kind !== 'password') return this.proofs.isRight(state, proof);
    return this.queue.run(knownBrowser !== null, () =>
      this.credentials.isRight(state.opened?.userCode ?? '', proof.password, () => state.passwordId),
    );
  }

  private async record(userCode: string, sessionId: string, factor: AuthFactor): Promise<void> {
    await runAnew(() => this.commands.execute(new RecordIdentityConfirmed(userCode, sessionId, factor)));
  }
}

const wrongPassword = () => forbidden('wrong-password', 'Le mot de passe n’est pas le bon.');
