import { type CalendarDate, Gives } from '#platform';
import { type AccountState, type AccountView, accountStates } from '../read-models/accounts/view.ts';

/** The code of an agent, beside what they ask for or hold. */
export class PersonAccount {
  @Gives.text()
  readonly userCode!: string;

  @Gives.oneOf(accountStates)
  readonly state!: AccountState;

  @Gives.day({ orNull: true, description: 'The day after which 45 days without use block it (R21)' })
  readonly blocksAfter!: CalendarDate | null;
}

export const toAccount = (account: AccountView | undefined): PersonAccount | null =>
  account ? { userCode: account.userCode, state: account.state, blocksAfter: account.blocksAfter } : null;
