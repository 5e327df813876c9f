import type { AccountEvent } from '#accounts';
import type { Sendings } from './sending.ts';

export const codeSendings: Sendings<AccountEvent> = {
  CredentialsDelivered: async ({ data: { delivery, expiresAt } }, of) => {
    // The mailbox may have been corrected with it: the mails go to the one that the read model has.
    await of.mustBeKnown();
    const template = delivery === 1 ? 'activation-code' : 'activation-renewed';
    return [
      of.toHolder({ template, data: { expiresAt } }, expiresAt),
      of.toHolder({ template: 'activation-link', data: { delivery, expiresAt } }, expiresAt),
    ];
  },
  AccountBlocked: ({ data: { kind, reason, until } }, of) => [
    of.toHolder({ template: 'code-blocked', data: { kind, reason, until } }),
  ],
  AccountUnblocked: ({ data: { reason } }, of) => [
    of.toHolder({ template: 'code-unblocked', data: { reason } }),
  ],
  AccountClosed: ({ data: { reason } }, of) => [of.toHolder({ template: 'code-closed', data: { reason } })],
};
