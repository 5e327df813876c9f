import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { Clock, runAnew } from '#platform';
import { account } from '../domain/account.ts';
import type { FactorKind } from '../domain/account-events.ts';
import type { Account } from '../domain/account-state.ts';
import { Challenges } from './challenges.ts';
import { KeptFactors, type Seed } from './kept-factors.ts';
import { KeptPasskeys, type Passkey } from './kept-passkeys.ts';
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
    return (await this.checkOf(state.opened?.userCode ?? '', proof))(state);
  }

  /**
   * The check of a proof, by how its code stands: what it needs from the database is read here, so that the caller can read how the
   * code stands at the same time. What is right is used up by the check; the challenge of a passkey is used up here already.
   */
  async checkOf(userCode: string, proof: FactorProof): Promise<(state: Account) => Promise<boolean>> {
    switch (proof.kind) {
      case 'one-time-code': {
        const openSeeds = await this.kept.seedsOf(userCode);
        return (state) => this.isRightCode(openSeeds(factorsOf(state, 'one-time-code')), proof.code);
      }
      case 'recovery-code':
        return (state) => this.isRecoveryCode(state, proof.code);
      case 'passkey': {
        // Used up, whatever the answer is worth: no challenge is for two answers.
        const [challenge, passkey] = await Promise.all([
          this.challenges.take(proof.bearer, null),
          this.passkeys.of(proof.answer.credentialId),
        ]);
        const counter =
          challenge !== null && passkey !== null
            ? counterIn(proof.answer, passkey, challenge, proof.party)
            : null;
        return (state) => this.isRightKey(state, passkey, counter);
      }
      default:
        return proof satisfies never;
    }
  }

  private async isRightCode(seeds: readonly Seed[], code: string): Promise<boolean> {
    for (const { factorId, seed } of seeds) {
      const step = stepOf(seed, code, this.clock.now());
      if (step !== null && (await this.kept.spendStep(factorId, step))) return true;
    }
    return false;
  }

  /** `answered`: by which counter the answer is right, as `counterIn` says. */
  private async isRightKey(
    state: Account,
    passkey: Passkey | null,
    answered: Promise<number | null> | null,
  ): Promise<boolean> {
    const counter = await answered;
    const counts =
      passkey !== null &&
      passkey.userCode === state.opened?.userCode &&
      factorsOf(state, 'passkey').includes(passkey.factorId);
    return counts && counter !== null && this.passkeys.countUse(passkey.factorId, counter);
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

const factorsOf = ({ factors }: Account, kind: FactorKind): string[] =>
  factors.filter((factor) => factor.kind === kind).map(({ factorId }) => factorId);
