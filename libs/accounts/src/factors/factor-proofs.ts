import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { Clock, runAnew } from '#platform';
import { account } from '../domain/account.ts';
import type { FactorKind } from '../domain/account-events.ts';
import type { Account } from '../domain/account-state.ts';
import { KeptFactors } from './kept-factors.ts';
import { stepOf } from './one-time-codes.ts';

/** What somebody shows beside their password. */
export type FactorProof = { readonly kind: 'one-time-code' | 'recovery-code'; readonly code: string };

/** Says whether a second factor is right. What was right once is not right again. */
@Injectable()
export class FactorProofs {
  constructor(
    private readonly commands: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly clock: Clock,
  ) {}

  async isRight(state: Account, proof: FactorProof): Promise<boolean> {
    switch (proof.kind) {
      case 'one-time-code':
        return this.isRightCode(state, proof.code);
      case 'recovery-code':
        return this.isRecoveryCode(state, proof.code);
      default:
        return proof.kind satisfies never;
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
