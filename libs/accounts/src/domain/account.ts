import type { Decider } from '#event-sourcing';
import { type AccountCommand, decide } from './account-decisions.ts';
import type { AccountEvent } from './account-events.ts';
import { type Account, evolve, NO_ACCOUNT } from './account-state.ts';

/** A user code: whose it is, whether it may be used, and which password counts (R12–R15, R21). */
export const account: Decider<AccountCommand, AccountEvent, Account> = {
  category: 'account',
  initialState: NO_ACCOUNT,
  decide,
  evolve,
};
