import { ERASED_MAILBOX } from '#event-sourcing';
import { conflict, notFound } from '#platform';
import type { Account } from './account-state.ts';

export function mustExist({ state }: Account): void {
  if (state === 'unknown') throw notFound('account-unknown', 'Ce code n’existe pas.');
}

export function mustBe(state: Account, wanted: Account['state'], code: string, sentence: string): void {
  mustExist(state);
  if (state.state !== wanted) throw conflict(code, sentence);
}

export function mustBeOpen(state: Account): void {
  mustExist(state);
  if (state.state === 'closed') throw conflict('account-closed', 'Ce code est fermé.');
}

/** Nothing more can be written of whoever was erased. */
export const isErased = ({ opened }: Account): boolean => opened?.email === ERASED_MAILBOX;
