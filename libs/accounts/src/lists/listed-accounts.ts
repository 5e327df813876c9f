import { Injectable } from '@nestjs/common';
import { HoldingsQuery } from '#habilitations';
import { addDays, Clock, isOfCaf, type Principal, parisDateOf, policy } from '#platform';
import { waitingReset } from '../domain/factor-reset.ts';
import type { AccountView, ListedAccount } from '../read-models/accounts/view.ts';
import { SignInWaits } from '../sign-in/waits.ts';

/** Codes as officers see them: with who still holds something, and who has to wait before trying them again. */
@Injectable()
export class ListedAccounts {
  constructor(
    private readonly waits: SignInWaits,
    private readonly holdings: HoldingsQuery,
    private readonly clock: Clock,
  ) {}

  /** How officers decide on each other is told to no partner. */
  async of(accounts: readonly AccountView[], { role }: Pick<Principal, 'role'>): Promise<ListedAccount[]> {
    const persons = accounts.flatMap(({ personId }) => personId ?? []);
    const now = this.clock.now();
    const [waits, holders, returns] = await Promise.all([
      this.waits.of(accounts.map(({ userCode }) => userCode)),
      this.holdings.holdersAmong(persons, now),
      this.holdings.returnsAmong(persons, now),
    ]);
    return accounts.map((account) => {
      const { until = null, origins = 0 } = waits.get(account.userCode) ?? {};
      const isHabilitated = account.personId === null || holders.has(account.personId);
      const returnsAt = isHabilitated ? undefined : returns.get(account.personId!);
      const returnsOn = returnsAt ? parisDateOf(returnsAt) : null;
      const unblockableFrom = returnsOn && addDays(returnsOn, -policy.unblockingAheadDays);
      const factorReset = isOfCaf(role) ? waitingReset(account.factorReset, now) : null;
      return {
        ...account,
        factorReset,
        isHabilitated,
        returnsOn,
        unblockableFrom,
        waitUntil: until,
        waiting: origins,
      };
    });
  }
}
