import { conflict, forbidden, type Instant } from '#platform';
import type { AccountEvent, Holder } from './account-events.ts';
import type { Account } from './account-state.ts';
import { deliver } from './delivery.ts';

/** A Caf code takes two officers: one asks for it, another one grants it. The code is set aside for its holder meanwhile. */
export function request(
  { userCode, holder, by }: { userCode: string; holder: Holder; by: string },
  { request: known }: Account,
): AccountEvent[] {
  if (known && !known.isRefused) return [];
  return [{ type: 'AccountRequested', data: { ...holder, userCode, by } }];
}

export function grant(by: string, userCode: string, state: Account, now: Instant): AccountEvent[] {
  const { holder } = mustBeDecidedBy(by, state);
  return [{ type: 'AccountOpened', data: { ...holder, userCode } }, deliver(state, now)];
}

export function refuse({ by, reason }: { by: string; reason: string }, state: Account): AccountEvent[] {
  mustBeDecidedBy(by, state);
  return [{ type: 'AccountRequestRefused', data: { reason, by } }];
}

function mustBeDecidedBy(by: string, { request, opened }: Account): NonNullable<Account['request']> {
  if (!request || request.isRefused || opened) {
    throw conflict('account-not-requested', 'Ce code n’attend pas de décision.');
  }
  if (request.by === by) {
    throw forbidden(
      'own-request',
      'Vous avez demandé ce code : une autre personne de la Caf doit l’accorder ou le refuser.',
    );
  }
  return request;
}
