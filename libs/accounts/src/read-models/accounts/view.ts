import type { Position } from '#event-sourcing';
import { type CalendarDate, Gives, type Instant, Named, USER_ROLES, type UserRole } from '#platform';
import type { LastUse } from '../../domain/account-events.ts';

export const accountStates = ['requested', 'refused', 'pending', 'active', 'blocked', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];

/** A block that proves itself (R21). */
class BlockView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.instant({
    orNull: true,
    description: 'The last use, from which the 45 days were counted; null for a block of another kind',
  })
  readonly since!: Instant | null;

  @Gives.oneOf(['success', 'delivery', 'unblocking'], {
    orNull: true,
    description: 'What that use was; null in older blocks too',
  })
  readonly use!: LastUse['kind'] | null;

  @Gives.text({ orNull: true, description: 'Where the log has it' })
  readonly position!: Position | null;
}

/** A correspondent has asked the Caf to unblock it (R21). */
class UnblockingRequestView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'User code of the correspondent' })
  readonly by!: string;

  @Gives.text()
  readonly reason!: string;

  @Gives.text({ orNull: true, description: 'Why the Caf leaves it blocked; null while it has not decided' })
  readonly refusal!: string | null;
}

export type UnblockingRequest = UnblockingRequestView;

/** An officer has asked to have the second factors forgotten. */
class FactorResetView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'User code of the officer' })
  readonly by!: string;

  @Gives.text()
  readonly reason!: string;
}

export type FactorReset = FactorResetView;

export class AccountView {
  @Gives.text()
  readonly userCode!: string;

  @Gives.id({ orNull: true, description: 'Of an agent; the others have a code without being habilitated' })
  readonly personId!: string | null;

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

  @Gives.flag({
    description:
      'A correspondent of whom a Caf says so: they sign nothing before another one confirms them (R2)',
  })
  readonly toBeConfirmed!: boolean;

  @Gives.text({ orNull: true })
  readonly blockedReason!: string | null;

  @Gives.object(() => BlockView, { orNull: true })
  readonly block!: BlockView | null;

  @Gives.object(() => UnblockingRequestView, { orNull: true })
  readonly unblockingRequest!: UnblockingRequest | null;

  @Gives.whole({ description: 'How many second factors count' })
  readonly secondFactors!: number;

  @Gives.object(() => FactorResetView, { orNull: true, description: 'Waits for another officer' })
  readonly factorReset!: FactorReset | null;

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
  @Gives.flag({
    description:
      'An agent holds something now: no link and no unblocking without (R21). The others need no habilitation',
  })
  readonly isHabilitated!: boolean;

  @Gives.day({ orNull: true, description: 'When an agent who holds nothing now has a profile again (R6)' })
  readonly returnsOn!: CalendarDate | null;

  @Gives.day({ orNull: true, description: 'From which day the code may be unblocked for that return (R21)' })
  readonly unblockableFrom!: CalendarDate | null;

  @Gives.instant({
    orNull: true,
    description: 'The end of the last wait after failures; null when there is none',
  })
  readonly waitUntil!: Instant | null;

  @Gives.whole({
    description: 'How many networks and browsers have to wait; none where the second factor alone does',
  })
  readonly waiting!: number;
}
