import { specify } from '#event-sourcing/testing';
import { addDays, endOfDay, type Instant } from '#platform';
import { account } from './account.ts';
import type { AccountEvent, Holder } from './account-events.ts';
import { passwordChangeDue } from './password.ts';

const OPENED = '2026-03-02T09:00:00.000Z';
const LATER = '2026-03-03T09:00:00.000Z';
const LINK_END = '2026-03-04T09:00:00.000Z';

const holder: Holder = {
  holder: 'p1',
  personId: 'p1',
  role: 'agent',
  organism: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
  name: 'Camille Exemple',
  email: 'camille.exemple@mons.example',
};
const opened: AccountEvent = { type: 'AccountOpened', data: { ...holder, userCode: 'A000001' } };
const delivered = (delivery = 1, at: Instant = OPENED, expiresAt: Instant = LINK_END): AccountEvent => ({
  type: 'CredentialsDelivered',
  data: { delivery, at, expiresAt },
});
const activated: AccountEvent = { type: 'AccountActivated', data: { delivery: 1, at: LATER } };
const password = (passwordId = 'w1', at: Instant = LATER): AccountEvent => ({
  type: 'PasswordChanged',
  data: { passwordId, at },
});
const blocked: AccountEvent = {
  type: 'AccountBlocked',
  data: { kind: 'security', reason: 'Perte', since: LATER, at: LATER },
};
const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Retrait', at: LATER } };
const pending = [opened, delivered()];
const active = [...pending, activated, password()];
const open = { type: 'OpenAccount', userCode: 'A000001', holder } as const;
const activate = { type: 'ActivateAccount', delivery: 1, passwordId: 'w1', knownToOthers: false } as const;
const unblock = { type: 'UnblockAccount', reason: 'Déclaration', reference: 'L-12' } as const;
const stateOf = (...events: AccountEvent[]) => events.reduce(account.evolve, account.initialState);

describe('R12: a code belongs to one person for ever', () => {
  it('is opened once, and its credentials delivered', () => {
    specify(account).given().when(open, OPENED).thenEvents(opened, delivered());
    specify(account)
      .given(...active)
      .when(open, LATER)
      .thenEvents();
  });

  it('is never given to somebody else, not even once closed', () => {
    const other = { ...open, holder: { ...holder, holder: 'p2', personId: 'p2' } };
    specify(account)
      .given(...pending)
      .when(other, LATER)
      .thenRefused('code-taken');
    specify(account)
      .given(...active, closed)
      .when(other, LATER)
      .thenRefused('code-taken');
  });
});

describe('R15: the activation link works once, for 48 hours', () => {
  it('sets the first password', () =>
    specify(account)
      .given(...pending)
      .when(activate, LATER)
      .thenEvents(activated, password()));

  it('is void at its end, when used, when replaced, when the code is blocked', () => {
    specify(account)
      .given(...pending)
      .when(activate, LINK_END)
      .thenRefused('activation-link-void');
    specify(account)
      .given(...active)
      .when(activate, LATER)
      .thenRefused('activation-link-void');
    specify(account)
      .given(...pending, delivered(2))
      .when(activate, LATER)
      .thenRefused('activation-link-void');
    specify(account)
      .given(...pending, blocked)
      .when(activate, LATER)
      .thenRefused('activation-link-void');
    specify(account).given().when(activate, LATER).thenRefused('activation-link-void');
  });

  it('is delivered again to whoever has not used it', () => {
    const again = { type: 'DeliverCredentials' } as const;
    specify(account)
      .given(...pending)
      .when(again, LINK_END)
      .thenEvents(delivered(2, LINK_END, '2026-03-06T09:00:00.000Z'));
    specify(account)
      .given(...active)
      .when(again, LATER)
      .thenRefused('account-not-pending');
  });
});

describe('R13, R14: when only the password may be changed', () => {
  const required: AccountEvent = {
    type: 'PasswordChangeRequired',
    data: { requirement: 'first-connection', reason: 'Mot de passe connu d’un tiers' },
  };

  it('R13: at the first connection with a password that somebody else chose', () => {
    specify(account)
      .given(...pending)
      .when({ ...activate, knownToOthers: true }, LATER)
      .thenEvents(activated, password(), required);
    expect(passwordChangeDue(stateOf(...active, required), LATER)).toBe('first-connection');
    expect(passwordChangeDue(stateOf(...active, required, password('w2')), LATER)).toBeNull();
  });

  it('R14: after 180 days, whole, in Paris', () => {
    const end = endOfDay(addDays('2026-03-03', 180));
    expect(passwordChangeDue(stateOf(...active), justBefore(end))).toBeNull();
    expect(passwordChangeDue(stateOf(...active), end)).toBe('too-old');
  });

  it('when the Caf requires it', () => {
    const require = { type: 'RequirePasswordChange', reason: 'Doute' } as const;
    const event: AccountEvent = {
      type: 'PasswordChangeRequired',
      data: { requirement: 'required-by-caf', reason: 'Doute' },
    };
    specify(account)
      .given(...active)
      .when(require, LATER)
      .thenEvents(event);
    specify(account)
      .given(...pending)
      .when(require, LATER)
      .thenRefused('account-not-active');
  });
});

describe('R21: 45 days without use block, and do not delete', () => {
  const idle = (lastSuccess: Instant | null) => ({ type: 'BlockIdleAccount', lastSuccess }) as const;
  const blockedAsIdle = (since: Instant, at: Instant): AccountEvent => ({
    type: 'AccountBlocked',
    data: { kind: 'idle', reason: 'Code non utilisé pendant 45 jours', since, at },
  });

  it('counts from the last success: 2016-02-20 is blocked at 2016-04-05T22:00:00Z, over the change of hour', () => {
    const used = '2016-02-20T10:00:00.000Z';
    specify(account)
      .given(...active)
      .when(idle(used), '2016-04-05T21:59:59.999Z')
      .thenEvents();
    specify(account)
      .given(...active)
      .when(idle(used), '2016-04-05T22:00:00.000Z')
      .thenEvents(blockedAsIdle(used, '2016-04-05T22:00:00.000Z'));
  });

  it('counts from the delivery of the credentials when there was no success', () => {
    const end = endOfDay(addDays('2026-03-02', 45));
    specify(account)
      .given(...pending)
      .when(idle(null), justBefore(end))
      .thenEvents();
    specify(account)
      .given(...pending)
      .when(idle(null), end)
      .thenEvents(blockedAsIdle(OPENED, end));
  });

  it('blocks once, and nothing that is closed', () => {
    const late = '2027-01-01T00:00:00.000Z';
    specify(account)
      .given(...active, blocked)
      .when(idle(null), late)
      .thenEvents();
    specify(account)
      .given(...active, closed)
      .when(idle(null), late)
      .thenEvents();
  });

  it('leaves the officers of the Caf alone', () => {
    const officer: AccountEvent = {
      type: 'AccountOpened',
      data: { ...holder, role: 'caf-security', personId: null, userCode: 'C000001' },
    };
    const events = [officer, ...active.slice(1)];
    specify(account)
      .given(...events)
      .when(idle(null), '2030-01-01T00:00:00.000Z')
      .thenEvents();
  });

  it('is unblocked with a reason and a reference; the days begin anew', () => {
    const at = '2026-06-01T08:00:00.000Z';
    const unblocked: AccountEvent = {
      type: 'AccountUnblocked',
      data: { reason: 'Déclaration', reference: 'L-12', at },
    };
    specify(account)
      .given(...active)
      .when(unblock, at)
      .thenRefused('account-not-blocked');
    specify(account)
      .given(...active, blocked)
      .when(unblock, at)
      .thenEvents(unblocked);
    specify(account)
      .given(...active, blocked, unblocked)
      .when(idle('2026-03-05T08:00:00.000Z'), justBefore(endOfDay(addDays('2026-06-01', 45))))
      .thenEvents();
  });

  it('sends a new link with the unblocking of a code that was never activated', () => {
    const at = '2026-06-01T08:00:00.000Z';
    specify(account)
      .given(...pending, blocked)
      .when(unblock, at)
      .thenEvents(
        { type: 'AccountUnblocked', data: { reason: 'Déclaration', reference: 'L-12', at } },
        delivered(2, at, '2026-06-03T08:00:00.000Z'),
      );
  });
});

describe('the Caf’s sanctions', () => {
  it('suspends once, closes once, and nothing that does not exist', () => {
    const block = { type: 'BlockAccount', reason: 'Perte' } as const;
    specify(account)
      .given(...active)
      .when(block, LATER)
      .thenEvents(blocked);
    specify(account)
      .given(...active, blocked)
      .when(block, LATER)
      .thenRefused('account-blocked');
    specify(account)
      .given(...active, closed)
      .when(block, LATER)
      .thenRefused('account-closed');
    specify(account).given().when(block, LATER).thenRefused('account-unknown');
    const close = { type: 'CloseAccount', reason: 'Retrait' } as const;
    specify(account)
      .given(...active, blocked)
      .when(close, LATER)
      .thenEvents(closed);
    specify(account)
      .given(...active, closed)
      .when(close, LATER)
      .thenEvents();
    specify(account)
      .given(...active, closed)
      .when(unblock, LATER)
      .thenRefused('account-not-blocked');
  });
});

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}
