import { type CalendarDate, Gives } from '#platform';
import type { AccountsQuery } from '../read-models/accounts/query.ts';
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

/** Rows about persons, each with the person's code. */
export async function withAccounts<Row extends { readonly person: { readonly id: string } }>(
  accounts: AccountsQuery,
  rows: readonly Row[],
): Promise<(Row & { readonly account: PersonAccount | null })[]> {
  const found = await accounts.ofPersons(rows.map(({ person }) => person.id));
  return rows.map((row) => ({ ...row, account: toAccount(found.get(row.person.id)) }));
}
