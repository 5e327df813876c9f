import { type AccountEvent, lastDayToDeny, type NewBrowserEvent } from '#accounts';
import { browserName } from '#connections';
import { endOfDay } from '#platform';
import type { Notices } from '../domain/notices.ts';
import type { Occasion, Sending, Sendings } from './sending.ts';

export const signInSendings: Sendings<AccountEvent | NewBrowserEvent> = {
  PasswordLossReported: ({ data: { delivery, expiresAt } }, of) => [
    of.toHolder({ template: 'password-lost', data: { delivery, expiresAt } }, expiresAt),
  ],
  PasswordChanged: ({ data: { at } }, of) => [of.toHolder({ template: 'password-changed', data: { at } })],
  PasswordChangeRequired: ({ data: { requirement, reason } }, of) =>
    // At a first connection the page itself says it.
    requirement === 'required-by-caf'
      ? [of.toHolder({ template: 'password-change-required', data: { reason } })]
      : [],
  NewBrowserUsed: ({ data: { sessionId, browser, at } }, of) => {
    const lastDay = lastDayToDeny(at);
    const data = { sessionId, browser: browserName(browser), at, lastDay };
    return [of.toHolder({ template: 'new-browser', data }, endOfDay(lastDay))];
  },
  SecondFactorsMissed: ({ data: { first, at } }, of) => [
    of.toHolder({ template: 'second-factors-missed', data: { first, at } }),
  ],
  FactorEnrolled: ({ data: { at } }, of) => factorChanged({ change: 'added', at }, of),
  FactorRemoved: ({ data: { at } }, of) => factorChanged({ change: 'removed', at }, of),
  FactorsReset: ({ data: { at } }, of) => factorChanged({ change: 'reset', at }, of),
  RecoveryCodesIssued: ({ data: { at } }, of) => recoveryChanged({ change: 'made', at }, of),
  RecoveryCodeUsed: ({ data: { at } }, of) => recoveryChanged({ change: 'used', at }, of),
  RecoveryCodesWithdrawn: ({ data: { at } }, of) => recoveryChanged({ change: 'withdrawn', at }, of),
  IdentityLinked: ({ data: { provider, at } }, of) => identityChanged({ change: 'linked', provider, at }, of),
  IdentityUnlinked: ({ data: { provider, at } }, of) =>
    identityChanged({ change: 'unlinked', provider, at }, of),
};

const factorChanged = (data: Notices['second-factor-changed'], of: Occasion): Sending[] => [
  of.toHolder({ template: 'second-factor-changed', data }),
];

const recoveryChanged = (data: Notices['recovery-codes-changed'], of: Occasion): Sending[] => [
  of.toHolder({ template: 'recovery-codes-changed', data }),
];

const identityChanged = (data: Notices['identity-link-changed'], of: Occasion): Sending[] => [
  of.toHolder({ template: 'identity-link-changed', data }),
];
