import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { Clock, runAnew } from '#platform';
import { account } from '../domain/account.ts';
import type { FactorKind } from '../domain/account-events.ts';
import type { Account } from '../domain/account-state.ts';
import { Challenges } from './challenges.ts';
import { KeptFactors } from './kept-factors.ts';
import { KeptPasskeys } from './kept-passkeys.ts';
import { stepOf } from './one-time-codes.ts';
import { counterIn, type PasskeyAnswer } from './passkey-answers.ts';
import type { RelyingParty } from './relying-party.ts';

/** What somebody shows beside their password. */
export type FactorProof =
  | { readonly kind: 'one-time-code' | 'recovery-code'; readonly code: string }
  | PasskeyProof;

export interface PasskeyProof {
  readonly kind: 'passkey';
  readonly answer: PasskeyAnswer;
  /** Of the challenge that it answers. */
  readonly bearer: string;
  readonly party: RelyingParty;
}

/**
 * Says whether a second factor is right. What was right once is not right again. Nothing that is used up here waits for the disk:
 * the record of the attempt follows and does, before anything is answered, and with it all that PostgreSQL wrote before.
 */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly passkeys: KeptPasskeys,
    private readonly challenges: Challenges,
    private readonly clock: Clock,
  ) {}

  async isRight(state: Account, proof: FactorProof): Promise<boolean> {
    switch (proof.kind) {
      case 'one-time-code':
        return this.isRightCode(state, proof.code);
      case 'recovery-code':
        return this.isRecoveryCode(state, proof.code);
      case 'passkey':
        return this.isRightKey(state, proof);
      default:
        return proof satisfies never;
    }
  }

  private async isRightCode({ opened, factors }: Account, code: string): Promise<boolean> {
    const ids = factorsOf(factors, 'one-time-code');
    for (const { factorId, seed } of await this.kept.seedsOf(opened?.userCode ?? '', ids)) {
      const step = stepOf(seed, code, this.clock.now());
      if (step !== null && (await this.kept.spendStep(factorId, step))) return true;
    }
    return false;
  }

  private async isRightKey(
    { opened, factors }: Account,
    { answer, bearer, party }: PasskeyProof,
  ): Promise<boolean> {
    // Used up first: no challenge is for two answers.
    const challenge = await this.challenges.take(bearer, null);
    const passkey = await this.passkeys.of(answer.credentialId);
    const counts =
      passkey !== null &&
      passkey.userCode === opened?.userCode &&
      factorsOf(factors, 'passkey').includes(passkey.factorId);
    if (!counts || challenge === null) return false;
    const counter = await counterIn(answer, passkey, challenge, party);
    return counter !== null && this.passkeys.countUse(passkey.factorId, counter);
  }

  private async isRecoveryCode({ opened, recovery }: Account, code: string): Promise<boolean> {
    if (!opened || !recovery) return false;
    const { userCode } = opened;
    const { setId } = recovery;
    if (!(await this.kept.spendRecoveryCode(userCode, setId, code))) return false;
    await runAnew(() => this.commands.handle(account, userCode, { type: 'UseRecoveryCode', setId }));
    return true;
  }
}

const factorsOf = (factors: Account['factors'], kind: FactorKind): string[] =>
  factors.filter((factor) => factor.kind === kind).map(({ factorId }) => factorId);
