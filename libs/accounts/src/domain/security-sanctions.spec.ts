import { specify } from '#event-sourcing/testing';
import { type CalendarDate, endOfDay, type Ground, type Instant } from '#platform';
import { account } from './account.ts';
import type { AccountEvent } from './account-events.ts';

const AT = '2026-03-02T09:00:00.000Z';
const LATER = '2026-03-05T09:00:00.000Z';
const LINK_END = '2026-03-07T09:00:00.000Z';
const CASE: Ground = { kind: 'anomaly', id: 'f5a1d0c2-0000-4000-8000-000000000001' };

const opened: AccountEvent = {
  type: 'AccountOpened',
  data: {
    holder: 'P1',
    personId: 'P1',
    role: 'agent',
    userCode: 'A000001',
    organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
    name: 'Camille Exemple',
    email: 'camille.exemple@mons.example',
  },
};
const delivered = (delivery = 1, at: Instant = AT, expiresAt: Instant = AT): AccountEvent => ({
  type: 'CredentialsDelivered',
  data: { delivery, at, expiresAt },
});
const password = (passwordId: string, at: Instant = AT): AccountEvent => ({
  type: 'PasswordChanged',
  data: { passwordId, at },
});
const active = [
  opened,
  delivered(),
  { type: 'AccountActivated', data: { delivery: 1, at: AT } } as AccountEvent,
  password('w1'),
];
const suspended = (until: CalendarDate | null = null, ground: Ground | null = null): AccountEvent => ({
  type: 'AccountBlocked',
  data: { kind: 'security', reason: 'Doute', since: AT, at: AT, lastUse: null, until, ground },
});
const idle: AccountEvent = {
  type: 'AccountBlocked',
  data: { kind: 'idle', reason: '45 jours', since: AT, at: AT, lastUse: null, until: null, ground: null },
};
const lifted = (reason: string, at: Instant): AccountEvent => ({
  type: 'AccountUnblocked',
  data: { reason, reference: null, at },
});
const suspend = { type: 'SuspendAccount', reason: 'Doute', until: null, ground: null } as const;

describe('R23: a suspension as a precaution', () => {
  it('has a reason, what it follows from, and a last day where the officer names one', () => {
    specify(account)
      .given(...active)
      .when({ ...suspend, until: '2026-03-04', ground: CASE }, AT)
      .thenEvents(suspended('2026-03-04', CASE));
    specify(account)
      .given(...active)
      .when({ ...suspend, until: '2026-03-02' }, AT)
      .thenEvents(suspended('2026-03-02'));
    specify(account)
      .given(...active)
      .when({ ...suspend, until: '2026-03-01' }, AT)
      .thenRefused('suspension-in-past');
  });

  it('goes on longer for another reason, and is never shortened by one', () => {
    const given = [...active, suspended('2026-03-06')];
    specify(account)
      .given(...given)
      .when({ ...suspend, ground: CASE }, AT)
      .thenEvents(suspended(null, CASE));
    specify(account)
      .given(...given)
      .when({ ...suspend, until: '2026-03-07' }, AT)
      .thenEvents(suspended('2026-03-07'));
    specify(account)
      .given(...given)
      .when({ ...suspend, until: '2026-03-06' }, AT)
      .thenRefused('account-blocked');
    specify(account)
      .given(...given, suspended())
      .when({ type: 'EndSuspension' }, endOfDay('2026-03-06'))
      .thenEvents();
    for (const block of [suspended(), idle]) {
      specify(account)
        .given(...active, block)
        .when({ ...suspend, until: '2026-03-07' }, AT)
        .thenRefused('account-blocked');
    }
  });

  it('ends when the Caf lifts it for a reason; a block for want of use is another thing', () => {
    const lift = { type: 'LiftSuspension', reason: 'Identité vérifiée' } as const;
    specify(account)
      .given(...active, suspended())
      .when(lift, LATER)
      .thenEvents(lifted('Identité vérifiée', LATER));
    specify(account)
      .given(...active, idle)
      .when(lift, LATER)
      .thenRefused('account-not-suspended');
    specify(account)
      .given(...active)
      .when(lift, LATER)
      .thenRefused('account-not-blocked');
  });

  it('is lifted at a request in writing for a code of a partner; of an officer of the Caf, by its security alone', () => {
    const unblock = { type: 'UnblockAccount', reason: 'Vu', reference: 'L-12' } as const;
    specify(account)
      .given(...active, suspended())
      .when(unblock, LATER)
      .thenEvents({ type: 'AccountUnblocked', data: { reason: 'Vu', reference: 'L-12', at: LATER } });
    const officer = { ...opened, data: { ...opened.data, role: 'caf-security' } } as AccountEvent;
    const given = [officer, ...active.slice(1), suspended()];
    specify(account)
      .given(...given)
      .when(unblock, LATER)
      .thenRefused('officer-suspended');
    specify(account)
      .given(...given)
      .when({ type: 'LiftSuspension', reason: 'Vu' }, LATER)
      .thenEvents(lifted('Vu', LATER));
  });

  it('lifted, a code whose password was revoked meanwhile gets a link to choose another (R15)', () => {
    const revoked: AccountEvent = {
      type: 'PasswordRevoked',
      data: { passwordId: 'w1', reason: 'Volé', at: AT },
    };
    specify(account)
      .given(...active, suspended(), revoked)
      .when({ type: 'LiftSuspension', reason: 'Vu' }, LATER)
      .thenEvents(lifted('Vu', LATER), delivered(2, LATER, LINK_END));
  });

  it('ends by itself after its last day, whole, and not before; without one it goes on', () => {
    const end = { type: 'EndSuspension' } as const;
    const midnight = endOfDay('2026-03-04');
    const before = new Date(Date.parse(midnight) - 1).toISOString();
    specify(account)
      .given(...active, suspended('2026-03-04'))
      .when(end, before)
      .thenEvents();
    specify(account)
      .given(...active, suspended('2026-03-04'))
      .when(end, midnight)
      .thenEvents(lifted('Fin prévue de la suspension', midnight));
    specify(account)
      .given(...active, suspended())
      .when(end, midnight)
      .thenEvents();
    specify(account)
      .given(...active, suspended('2026-03-04'), lifted('Vu', AT))
      .when(end, midnight)
      .thenEvents();
  });
});

it('a forced change of password is asked for once, and again after it was done', () => {
  const ask = { type: 'RequirePasswordChange', reason: 'Doute', ground: CASE } as const;
  const asked: AccountEvent = {
    type: 'PasswordChangeRequired',
    data: { requirement: 'required-by-caf', reason: 'Doute', ground: CASE },
  };
  specify(account)
    .given(...active, asked)
    .when(ask, LATER)
    .thenRefused('change-required');
  specify(account)
    .given(...active, asked, password('w2', LATER))
    .when(ask, LATER)
    .thenEvents(asked);
});
