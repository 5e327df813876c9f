import { specify } from '#event-sourcing/testing';
import { account } from './account.ts';
import type { AccountEvent, HolderDetails } from './account-events.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const LINK_END = '2026-03-04T11:00:00.000Z';
const REASON = 'Faute de frappe';
const before: HolderDetails = { name: 'Sophie Lemère', email: 's.lemere@mons.example' };

const opened: AccountEvent = {
  type: 'AccountOpened',
  data: {
    userCode: 'G000001',
    holder: 'h1',
    personId: null,
    role: 'gestionnaire',
    organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
    ...before,
  },
};
const delivered = (delivery: number): AccountEvent => ({
  type: 'CredentialsDelivered',
  data: { delivery, at: NOW, expiresAt: LINK_END },
});
const activated: AccountEvent = { type: 'AccountActivated', data: { delivery: 1, at: NOW } };
const correct = (details: HolderDetails, isVouchedFor = true) =>
  ({ type: 'CorrectHolder', details, reason: REASON, isVouchedFor }) as const;
const corrected = (after: HolderDetails): AccountEvent => ({
  type: 'HolderCorrected',
  data: { before, after, reason: REASON },
});

describe('what is said of the holder of a code is corrected', () => {
  const named = { ...before, name: 'Sophie Lemaire' };
  const moved = { ...before, email: 's.lemaire@mons.example' };
  const pending = specify(account).given(opened, delivered(1));
  const active = specify(account).given(opened, delivered(1), activated);

  it('with both values and the reason; the code stays theirs (R12)', () =>
    active.when(correct(named), NOW).thenEvents(corrected(named)));

  it('R15: a link that waits at the mailbox before is replaced by one at the right mailbox', () => {
    pending.when(correct(moved), NOW).thenEvents(corrected(moved), delivered(2));
    pending.when(correct(named), NOW).thenEvents(corrected(named));
    active.when(correct(moved), NOW).thenEvents(corrected(moved));
  });

  it('R2: a correspondent whose mailbox a Caf has chosen is to be confirmed anew', () => {
    const toConfirm: AccountEvent = { type: 'CorrespondentToConfirm', data: { email: moved.email } };
    active.when(correct(moved, false), NOW).thenEvents(corrected(moved), toConfirm);
    pending.when(correct(moved, false), NOW).thenEvents(corrected(moved), toConfirm, delivered(2));
    active.when(correct(named, false), NOW).thenEvents(corrected(named));
  });

  it('refuses what changes nothing, a code that is closed, and one that is none', () => {
    active.when(correct(before), NOW).thenRefused('nothing-corrected');
    active.when(correct({ ...before, email: 'S.Lemere@Mons.example' }), NOW).thenRefused('nothing-corrected');
    const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Retrait', at: NOW } };
    specify(account).given(opened, closed).when(correct(named), NOW).thenRefused('account-closed');
    specify(account).given().when(correct(named), NOW).thenRefused('account-unknown');
  });
});
