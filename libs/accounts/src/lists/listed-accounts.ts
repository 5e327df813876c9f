import { Injectable } from '@nestjs/common';
import { HabilitationsQuery } from '#habilitations';
import { Clock } from '#platform';
import type { AccountView, ListedAccount } from '../read-models/accounts/view.ts';
import { SignInWaits } from '../sign-in/waits.ts';

/** Codes as officers see them: with who still holds something, and who has to wait before trying them again. */
@Injectable()
export class ListedAccounts {
  constructor(
    private readonly waits: SignInWaits,
    private readonly habilitations: HabilitationsQuery,
    private readonly clock: Clock,
  ) {}

  async of(accounts: readonly AccountView[]): Promise<ListedAccount[]> {
    const waits = await this.waits.of(accounts.map(({ userCode }) => userCode));
    const persons = accounts.flatMap(({ personId }) => personId ?? []);
    const holders = await this.habilitations.holdersAmong(persons, this.clock.now());
    return accounts.map((account) => {
      const { until = null, origins = 0 } = waits.get(account.userCode) ?? {};
      const isHabilitated = account.personId === null || holders.has(account.personId);
      return { ...account, isHabilitated, waitUntil: until, waiting: origins };
    });
  }
}
