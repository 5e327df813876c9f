import { type CalendarDate, Gives, type Instant, Named, USER_ROLES, type UserRole } from '#platform';

export const accountStates = ['requested', 'refused', 'pending', 'active', 'blocked', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];

export class AccountView {
  @Gives.text()
  readonly userCode!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.oneOf(USER_ROLES)
  readonly role!: UserRole;

  @Gives.object(() => Named)
  readonly organism!: Named;

  @Gives.oneOf(accountStates)
  readonly state!: AccountState;

  @Gives.text({ orNull: true, description: 'The officer who asked for the code of an officer' })
  readonly requestedBy!: string | null;

  @Gives.text({ orNull: true })
  readonly blockedReason!: string | null;

  @Gives.instant({ orNull: true })
  readonly lastSuccess!: Instant | null;

  @Gives.day({
    orNull: true,
    description:
      'The day after which 45 days without use block it (R21); null when it is not active, or not bound to use',
  })
  readonly blocksAfter!: CalendarDate | null;
}

/** A code as officers see it, with who has to wait before trying it again (R18). */
export class ListedAccount extends AccountView {
  @Gives.instant({
    orNull: true,
    description: 'The end of the last wait after failures; null when there is none',
  })
  readonly waitUntil!: Instant | null;

  @Gives.whole({ description: 'How many networks and browsers have to wait' })
  readonly waiting!: number;
}
