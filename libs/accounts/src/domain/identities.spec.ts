import { specify } from '#event-sourcing/testing';
import { policy } from '#platform';
import { account } from './account.ts';
import type { AccountEvent, Holder } from './account-events.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const LATER = '2026-03-03T11:00:00.000Z';
const userCode = 'P000001';
const holder: Holder = {
  holder: 'h1',
  personId: null,
  role: 'gestionnaire',
  name: 'ROY Ada',
  email: 'a.r@mons.example',
  organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
};
const pending: AccountEvent[] = [
  { type: 'AccountOpened', data: { ...holder, userCode } },
  { type: 'CredentialsDelivered', data: { delivery: 1, at: NOW, expiresAt: '2026-03-04T11:00:00.000Z' } },
];
const active: AccountEvent[] = [
  ...pending,
  { type: 'AccountActivated', data: { delivery: 1, at: NOW } },
  { type: 'PasswordChanged', data: { passwordId: 'w1', at: NOW } },
];
const identity = (n = 1) => ({
  linkId: `l${n}`,
  issuer: 'https://proconnect.example/api/v2',
  provider: 'ProConnect',
  identityHash: `hash-${n}`,
  email: `ada${n}@mons.example`,
  siret: holder.organism.id,
  idpId: 'idp',
});
const linked = (n = 1): AccountEvent => ({ type: 'IdentityLinked', data: { ...identity(n), at: NOW } });
const link = (n = 1) =>
  ({ type: 'LinkIdentity', identity: identity(n), hasShownOne: false, isInSession: true }) as const;
const { issuer, provider } = identity();
const unlinked = (linkId = 'l1', at = LATER): AccountEvent => ({
  type: 'IdentityUnlinked',
  data: { linkId, issuer, provider, at },
});

const { given } = specify(account);

describe('An identity of a provider', () => {
  it('is linked to a code that waits for its password, or has one, once', () => {
    given(...pending)
      .when(link(), NOW)
      .thenEvents(linked());
    given(...active)
      .when(link(), NOW)
      .thenEvents(linked());
    given(...active, linked())
      .when({ ...link(), identity: { ...identity(), linkId: 'l2' } }, LATER)
      .thenEvents();
  });

  it('is not linked by a mailbox alone beside a password that opens the code: its holder would notice nothing', () => {
    const behindLink = { ...link(), isInSession: false };
    const data = { delivery: 2, at: NOW, expiresAt: LATER };
    given(...active, { type: 'PasswordLossReported', data })
      .when(behindLink, NOW)
      .thenRefused('password-first');
    given(...pending)
      .when(behindLink, NOW)
      .thenEvents(linked());
  });

  it('opens no code, and is linked to none that is closed or blocked', () => {
    given().when(link(), NOW).thenRefused('account-unknown');
    const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Départ', at: NOW } };
    given(...active, closed)
      .when(link(), LATER)
      .thenRefused('account-not-active');
    const data = { kind: 'security', reason: 'Vol', since: NOW, at: NOW, lastUse: null } as const;
    given(...active, { type: 'AccountBlocked', data: { ...data, until: null, ground: null } })
      .when(link(), LATER)
      .thenRefused('account-not-active');
  });

  it('is linked to a code that has a second factor by whoever has shown that one', () => {
    const factor = { factorId: 'f1', kind: 'one-time-code', name: 'Téléphone', at: NOW } as const;
    const enrolled: AccountEvent = { type: 'FactorEnrolled', data: factor };
    given(...active, enrolled)
      .when(link(), NOW)
      .thenRefused('second-factor-asked');
    given(...active, enrolled)
      .when({ ...link(), hasShownOne: true }, NOW)
      .thenEvents(linked());
  });

  it('may be one of several, as many as the policy says', () => {
    const all = Array.from({ length: policy.mostLinkedIdentities }, (_, index) => linked(index + 1));
    given(...active, linked(1))
      .when(link(2), NOW)
      .thenEvents(linked(2));
    given(...active, ...all)
      .when(link(99), NOW)
      .thenRefused('too-many-identities');
  });

  it('R23: is unlinked with a password that is lost or stolen', () => {
    given(...active, linked(), linked(2))
      .when({ type: 'RevokePassword', reason: 'Carnet volé', since: null }, LATER)
      .thenEvents(
        { type: 'PasswordRevoked', data: { passwordId: 'w1', reason: 'Carnet volé', at: LATER } },
        unlinked(),
        unlinked('l2'),
        {
          type: 'CredentialsDelivered',
          data: { delivery: 2, at: LATER, expiresAt: '2026-03-05T11:00:00.000Z' },
        },
      );
  });

  it('is unlinked by its id, and may be linked again', () => {
    given(...active, linked(), linked(2))
      .when({ type: 'UnlinkIdentity', linkId: 'l1' }, LATER)
      .thenEvents(unlinked());
    given(...active, linked(), unlinked())
      .when({ type: 'UnlinkIdentity', linkId: 'l1' }, LATER)
      .thenRefused('identity-unknown');
    given(...active, linked(), unlinked())
      .when(link(), NOW)
      .thenEvents(linked());
  });
});
