import { specify } from '#event-sourcing/testing';
import { account } from './account.ts';
import type { AccountEvent, Holder } from './account-events.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const userCode = 'G000001';
const email = 's.lemaire@mons.example';
const holder: Holder = {
  holder: 'h1',
  personId: null,
  role: 'gestionnaire',
  organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
  name: 'Sophie Lemaire',
  email,
};
const open = (isVouchedFor: boolean) => ({ type: 'OpenAccount', userCode, holder, isVouchedFor }) as const;
const confirm = { type: 'ConfirmCorrespondent' } as const;

const opened: AccountEvent = { type: 'AccountOpened', data: { ...holder, userCode } };
const toConfirm: AccountEvent = { type: 'CorrespondentToConfirm', data: { email } };
const confirmed: AccountEvent = { type: 'CorrespondentConfirmed', data: { email } };
const delivered: AccountEvent = {
  type: 'CredentialsDelivered',
  data: { delivery: 1, at: NOW, expiresAt: '2026-03-04T11:00:00.000Z' },
};
const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Départ', at: NOW } };

describe('R2: a correspondent of whom a Caf says so signs nothing before another one confirms them', () => {
  it('is to be confirmed when an officer opens the code, not when the operator does', () => {
    specify(account).given().when(open(false), NOW).thenEvents(opened, toConfirm, delivered);
    specify(account).given().when(open(true), NOW).thenEvents(opened, delivered);
  });

  it('is no matter of an officer of the Caf', () => {
    const officer = { ...holder, role: 'caf-security' } as const;
    specify(account)
      .given()
      .when({ ...open(false), holder: officer }, NOW)
      .thenEvents({ type: 'AccountOpened', data: { ...officer, userCode } }, delivered);
  });

  it('is confirmed once, and not by opening the code again', () => {
    const waiting = specify(account).given(opened, toConfirm, delivered);
    waiting.when(confirm, NOW).thenEvents(confirmed);
    waiting.when(open(true), NOW).thenEvents();
    waiting.when(open(false), NOW).thenEvents();
    specify(account)
      .given(opened, toConfirm, delivered, confirmed)
      .when(confirm, NOW)
      .thenRefused('nothing-to-confirm');
  });

  it('is not confirmed where nothing waits for it, or the code is closed', () => {
    specify(account).given().when(confirm, NOW).thenRefused('nothing-to-confirm');
    specify(account).given(opened, delivered).when(confirm, NOW).thenRefused('nothing-to-confirm');
    specify(account).given(opened, toConfirm, closed).when(confirm, NOW).thenRefused('nothing-to-confirm');
  });
});
