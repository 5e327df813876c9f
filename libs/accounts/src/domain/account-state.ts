import type { Instant } from '#platform';
import type { AccountEvent, ChangeRequirement, Holder } from './account-events.ts';

export interface Account {
  readonly state: 'unknown' | 'pending' | 'active' | 'blocked' | 'closed';
  readonly opened: (Holder & { readonly userCode: string }) | null;
  /** Of the latest credentials. */
  readonly delivery: number;
  readonly deliveredAt: Instant | null;
  readonly linkExpiresAt: Instant | null;
  readonly activated: boolean;
  /** Which of the stored hashes counts. */
  readonly passwordId: string | null;
  readonly passwordChangedAt: Instant | null;
  readonly changeRequired: ChangeRequirement | null;
  readonly unblockedAt: Instant | null;
}

export const NO_ACCOUNT: Account = {
  state: 'unknown',
  opened: null,
  delivery: 0,
  deliveredAt: null,
  linkExpiresAt: null,
  activated: false,
  passwordId: null,
  passwordChangedAt: null,
  changeRequired: null,
  unblockedAt: null,
};

export function evolve(state: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountOpened':
      return { ...state, state: 'pending', opened: event.data };
    case 'CredentialsDelivered': {
      const { delivery, at, expiresAt } = event.data;
      return { ...state, delivery, deliveredAt: at, linkExpiresAt: expiresAt };
    }
    case 'AccountActivated':
      return { ...state, state: 'active', activated: true };
    case 'PasswordChanged': {
      const { passwordId, at } = event.data;
      return { ...state, passwordId, passwordChangedAt: at, changeRequired: null };
    }
    case 'PasswordChangeRequired':
      return { ...state, changeRequired: event.data.requirement };
    case 'AccountBlocked':
      return { ...state, state: 'blocked' };
    case 'AccountUnblocked':
      return { ...state, state: state.activated ? 'active' : 'pending', unblockedAt: event.data.at };
    case 'AccountClosed':
      return { ...state, state: 'closed' };
    default:
      return event satisfies never;
  }
}
