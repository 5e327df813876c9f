import { specify } from '#event-sourcing/testing';
import { policy } from '#platform';
import { account } from './account.ts';
import type { AccountEvent, Holder } from './account-events.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const userCode = 'C000001';
const holder: Holder = {
  holder: 'h1',
  personId: null,
  role: 'caf-security',
  name: 'Olivier Prévost',
  email: 'o.p@caf.example',
  organism: { id: '595', name: 'Caf du Nord' },
};
const active: AccountEvent[] = [
  { type: 'AccountOpened', data: { ...holder, userCode } },
  { type: 'CredentialsDelivered', data: { delivery: 1, at: NOW, expiresAt: '2026-03-04T11:00:00.000Z' } },
  { type: 'AccountActivated', data: { delivery: 1, at: NOW } },
  { type: 'PasswordChanged', data: { passwordId: 'w1', at: NOW } },
];
const factor = (factorId: string, name: string) =>
  ({ factorId, kind: 'one-time-code', name, at: NOW }) as const;
const enrolled = (factorId = 'f1', name = 'Téléphone'): AccountEvent => ({
  type: 'FactorEnrolled',
  data: factor(factorId, name),
});
const removed = (factorId = 'f1', name = 'Téléphone'): AccountEvent => ({
  type: 'FactorRemoved',
  data: factor(factorId, name),
});
const issued = (setId = 's1'): AccountEvent => ({
  type: 'RecoveryCodesIssued',
  data: { setId, count: policy.recoveryCodes, at: NOW },
});
const used = (setId = 's1'): AccountEvent => ({ type: 'RecoveryCodeUsed', data: { setId, at: NOW } });
const enrol = (factorId = 'f1', name = 'Téléphone') =>
  ({ type: 'EnrolFactor', factorId, kind: 'one-time-code', name, hasShownOne: true }) as const;
const stateOf = (...events: AccountEvent[]) => events.reduce(account.evolve, account.initialState);

describe('A second factor', () => {
  const given = specify(account).given(...active);

  it('is enrolled once, however often it is sent', () => {
    given.when(enrol(), NOW).thenEvents(enrolled());
    specify(account)
      .given(...active, enrolled())
      .when(enrol(), NOW)
      .thenEvents();
  });

  it('has a name of its own, and is one of a few', () => {
    specify(account)
      .given(...active, enrolled())
      .when(enrol('f2', 'téléphone'), NOW)
      .thenRefused('factor-name-taken');
    const many = Array.from({ length: policy.mostFactors }, (_, n) => enrolled(`f${n}`, `Clé ${n}`));
    specify(account)
      .given(...active, ...many)
      .when(enrol('more'), NOW)
      .thenRefused('too-many-factors');
  });

  it('is of a code that is in use', () => {
    specify(account)
      .given(...active.slice(0, 2))
      .when(enrol(), NOW)
      .thenRefused('account-not-active');
  });

  it('is removed once', () => {
    const removal = { type: 'RemoveFactor', factorId: 'f1', isRequired: false, hasShownOne: true } as const;
    specify(account)
      .given(...active, enrolled())
      .when(removal, NOW)
      .thenEvents(removed());
    given.when(removal, NOW).thenRefused('factor-unknown');
  });
});

describe('A session in which no second factor was shown', () => {
  const hasShownOne = false;

  it('adds the first one', () => {
    specify(account)
      .given(...active)
      .when({ ...enrol(), hasShownOne }, NOW)
      .thenEvents(enrolled());
  });

  it.each([
    enrol('f2', 'Clé'),
    { type: 'RemoveFactor', factorId: 'f1', isRequired: false } as const,
    { type: 'IssueRecoveryCodes', setId: 's1' } as const,
  ])('changes nothing once there is one: $type', (command) => {
    specify(account)
      .given(...active, enrolled())
      .when({ ...command, hasShownOne }, NOW)
      .thenRefused('second-factor-asked');
  });
});

describe('R23: with a stolen password goes what was added since the theft', () => {
  const LATER = '2026-03-20T11:00:00.000Z';
  const THEFT = '2026-03-10T11:00:00.000Z';
  const revoke = (since: string | null) => ({ type: 'RevokePassword', reason: 'Volé', since }) as const;
  const at = (moment: string, { type, data }: AccountEvent) =>
    ({ type, data: { ...data, at: moment } }) as AccountEvent;
  const revoked = at(LATER, {
    type: 'PasswordRevoked',
    data: { passwordId: 'w1', reason: 'Volé', at: LATER },
  });
  const withdrawn: AccountEvent = { type: 'RecoveryCodesWithdrawn', data: { setId: 's1', at: LATER } };
  const data = { delivery: 2, at: LATER, expiresAt: '2026-03-22T11:00:00.000Z' };
  const delivered: AccountEvent = { type: 'CredentialsDelivered', data };
  const own = [...active, enrolled()];
  const thiefs = [at(THEFT, enrolled('f2', 'Clé')), at(THEFT, issued())];

  it('factors and recovery codes; those of before stay', () => {
    specify(account)
      .given(...own, ...thiefs)
      .when(revoke(THEFT), LATER)
      .thenEvents(revoked, at(LATER, removed('f2', 'Clé')), withdrawn, delivered);
    specify(account)
      .given(...own, issued())
      .when(revoke(THEFT), LATER)
      .thenEvents(revoked, delivered);
    expect(stateOf(...own, ...thiefs, withdrawn).recovery).toBeNull();
  });

  it('where nobody knows when: for as long as a sign-in may be denied, whoever has chosen the password since', () => {
    const [chosen, added] = ['2026-03-19T11:00:00.000Z', '2026-03-13T11:00:00.000Z'];
    const changed: AccountEvent = { type: 'PasswordChanged', data: { passwordId: 'w1', at: chosen } };
    specify(account)
      .given(...own, at(added, enrolled('f2', 'Clé')), changed)
      .when(revoke(null), LATER)
      .thenEvents(revoked, at(LATER, removed('f2', 'Clé')), delivered);
    specify(account)
      .given(...own, ...thiefs)
      .when(revoke(null), LATER)
      .thenEvents(revoked, delivered);
  });

  it('also when an earlier sign-in is denied once the password is gone', () => {
    specify(account)
      .given(...own, ...thiefs, revoked)
      .when(revoke(THEFT), LATER)
      .thenEvents(at(LATER, removed('f2', 'Clé')), withdrawn);
    specify(account)
      .given(...own, revoked)
      .when(revoke(THEFT), LATER)
      .thenRefused('no-password');
  });
});

describe('The last second factor', () => {
  it('stays where one is required', () => {
    const removal = { type: 'RemoveFactor', factorId: 'f1', isRequired: true, hasShownOne: true } as const;
    specify(account)
      .given(...active, enrolled())
      .when(removal, NOW)
      .thenRefused('last-factor');
    specify(account)
      .given(...active, enrolled(), enrolled('f2', 'Clé'))
      .when(removal, NOW)
      .thenEvents(removed());
  });
});

describe('Recovery codes', () => {
  it('stand in for a second factor: without any there are none', () => {
    const issue = { type: 'IssueRecoveryCodes', setId: 's1', hasShownOne: true } as const;
    specify(account)
      .given(...active)
      .when(issue, NOW)
      .thenRefused('no-factor');
    specify(account)
      .given(...active, enrolled())
      .when(issue, NOW)
      .thenEvents(issued());
    expect(stateOf(...active, enrolled(), issued(), removed()).recovery).toBeNull();
  });

  it('count down, and end with those that replace them', () => {
    expect(stateOf(...active, enrolled(), issued(), used()).recovery?.left).toBe(policy.recoveryCodes - 1);
    specify(account)
      .given(...active, enrolled(), issued('s1'), issued('s2'))
      .when({ type: 'UseRecoveryCode', setId: 's1' }, NOW)
      .thenRefused('recovery-codes-replaced');
    specify(account)
      .given(...active, enrolled(), issued())
      .when({ type: 'UseRecoveryCode', setId: 's1' }, NOW)
      .thenEvents(used());
  });
});
