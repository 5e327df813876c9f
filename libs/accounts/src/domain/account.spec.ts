import { ERASED_MAILBOX } from '#event-sourcing';
import { specify } from '#event-sourcing/testing';
import { addDays, endOfDay, type Instant } from '#platform';
import { account } from './account.ts';
import { type AccountEvent, accountEventTypes, type Holder } from './account-events.ts';
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
const NO_END = { until: null, ground: null };
const blocked: AccountEvent = {
  type: 'AccountBlocked',
  data: { kind: 'security', reason: 'Perte', since: LATER, at: LATER, lastUse: null, ...NO_END },
};
const idleBlocked: AccountEvent = {
  type: 'AccountBlocked',
  data: { kind: 'idle', reason: 'Code non utilisé', since: OPENED, at: LATER, lastUse: null, ...NO_END },
};
const unblocked = (at: Instant): AccountEvent => ({
  type: 'AccountUnblocked',
  data: { reason: 'Déclaration', reference: 'L-12', at },
});
const revoked = (passwordId = 'w1', at: Instant = LATER): AccountEvent => ({
  type: 'PasswordRevoked',
  data: { passwordId, reason: 'Carnet volé', at },
});
const officer: Holder = { ...holder, personId: null, role: 'caf-security' };
const officerOpened: AccountEvent = { type: 'AccountOpened', data: { ...officer, userCode: 'C000001' } };
const closed: AccountEvent = { type: 'AccountClosed', data: { reason: 'Retrait', at: LATER } };
const pending = [opened, delivered()];
const active = [...pending, activated, password()];
const open = { type: 'OpenAccount', userCode: 'A000001', holder, isVouchedFor: true } as const;
const activate = { type: 'ActivateAccount', delivery: 1, passwordId: 'w1', knownToOthers: false } as const;
const unblock = { type: 'UnblockAccount', reason: 'Déclaration', reference: 'L-12' } as const;
const revoke = { type: 'RevokePassword', reason: 'Carnet volé', since: null } as const;
const stateOf = (...events: AccountEvent[]) => events.reduce(account.evolve, account.initialState);

describe('R12: the code of an officer takes two officers', () => {
  const userCode = 'C000001';
  const requested: AccountEvent = { type: 'AccountRequested', data: { ...officer, userCode, by: 'C1' } };
  const refused: AccountEvent = { type: 'AccountRequestRefused', data: { reason: 'Pas de poste', by: 'C2' } };
  const ask = { type: 'RequestAccount', userCode, holder: officer, by: 'C1' } as const;
  const grant = (by: string) => ({ type: 'GrantAccountRequest', userCode, by }) as const;
  const refuse = (by: string) => ({ type: 'RefuseAccountRequest', by, reason: 'Pas de poste' }) as const;

  it('is asked for by one, and opened when another grants it', () => {
    specify(account).given().when(ask, OPENED).thenEvents(requested);
    specify(account).given(requested).when(ask, OPENED).thenEvents();
    specify(account).given(requested).when(grant('C2'), OPENED).thenEvents(officerOpened, delivered());
  });

  it('is not decided by whoever asked', () => {
    specify(account).given(requested).when(grant('C1'), OPENED).thenRefused('own-request');
    specify(account).given(requested).when(refuse('C1'), OPENED).thenRefused('own-request');
  });

  it('is decided once; a refused one may be asked for again, of a granted one nothing is left to ask', () => {
    specify(account).given(requested).when(refuse('C2'), OPENED).thenEvents(refused);
    const known = [requested, officerOpened, delivered()];
    for (const before of [[], [requested, refused], known]) {
      specify(account)
        .given(...before)
        .when(grant('C2'), LATER)
        .thenRefused('account-not-requested');
    }
    specify(account).given(requested, refused).when(ask, LATER).thenEvents(requested);
    specify(account)
      .given(...known)
      .when(ask, LATER)
      .thenEvents();
  });

  it('is set aside for its holder, whom the operator may still open it for', () => {
    const other = { ...officer, holder: 'p2' };
    specify(account)
      .given(requested)
      .when({ ...ask, holder: other }, OPENED)
      .thenRefused('code-taken');
    specify(account)
      .given(requested)
      .when({ type: 'OpenAccount', userCode, holder: other, isVouchedFor: true }, OPENED)
      .thenRefused('code-taken');
    specify(account)
      .given(requested)
      .when({ type: 'OpenAccount', userCode, holder: officer, isVouchedFor: true }, OPENED)
      .thenEvents(officerOpened, delivered());
  });
});

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

  it('is not opened again once closed', () =>
    specify(account)
      .given(officerOpened, delivered(), closed)
      .when({ type: 'OpenAccount', userCode: 'C000001', holder: officer, isVouchedFor: true }, LATER)
      .thenRefused('account-closed'));
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

describe('R23: a password that was lost or stolen', () => {
  const LINK_AFTER = '2026-03-05T09:00:00.000Z';
  const lost = [...active, revoked(), delivered(2, LATER, LINK_AFTER)];

  it('no longer counts, and a new link is sent', () => {
    specify(account)
      .given(...active)
      .when(revoke, LATER)
      .thenEvents(revoked(), delivered(2, LATER, LINK_AFTER));
    expect(stateOf(...lost)).toMatchObject({ state: 'pending', passwordId: null });
  });

  it('R15: only the newest link sets the one after, once, for 48 hours', () => {
    const again = { ...activate, delivery: 2, passwordId: 'w2' };
    specify(account)
      .given(...lost)
      .when(again, LATER)
      .thenEvents({ type: 'AccountActivated', data: { delivery: 2, at: LATER } }, password('w2'));
    specify(account)
      .given(...lost)
      .when(activate, LATER)
      .thenRefused('activation-link-void');
    specify(account)
      .given(...lost)
      .when(again, LINK_AFTER)
      .thenRefused('activation-link-void');
    specify(account)
      .given(...lost, { type: 'AccountActivated', data: { delivery: 2, at: LATER } }, password('w2'))
      .when(again, LATER)
      .thenRefused('activation-link-void');
  });

  it('is revoked once: then only a link can be sent again', () => {
    specify(account)
      .given(...lost)
      .when(revoke, LATER)
      .thenRefused('no-password');
    specify(account)
      .given(...lost)
      .when({ type: 'DeliverCredentials' }, LATER)
      .thenEvents(delivered(3, LATER, LINK_AFTER));
    specify(account)
      .given(...lost)
      .when({ type: 'ChangePassword', former: 'w1', passwordId: 'w2' }, LATER)
      .thenRefused('account-not-active');
  });

  it('R13: needs no change any more that the Caf had required of it', () => {
    const required: AccountEvent = {
      type: 'PasswordChangeRequired',
      data: { requirement: 'required-by-caf', reason: 'Doute', ground: null },
    };
    expect(passwordChangeDue(stateOf(...active, required, revoked()), LATER)).toBeNull();
  });

  it('of a blocked code is revoked too, and its unblocking sends the link', () => {
    specify(account)
      .given(...active, blocked)
      .when(revoke, LATER)
      .thenEvents(revoked());
    expect(stateOf(...active, blocked, revoked()).state).toBe('blocked');
    specify(account)
      .given(...active, blocked, revoked())
      .when(unblock, LATER)
      .thenEvents(unblocked(LATER), delivered(2, LATER, LINK_AFTER));
  });

  it('of a code that is blocked before its link was used: the unblocking sends another', () =>
    specify(account)
      .given(...lost, blocked)
      .when(unblock, LATER)
      .thenEvents(unblocked(LATER), delivered(3, LATER, LINK_AFTER)));

  it('is nothing that a code without password, a closed one, or none could have', () => {
    specify(account)
      .given(...pending)
      .when(revoke, LATER)
      .thenRefused('no-password');
    specify(account)
      .given(...active, closed)
      .when(revoke, LATER)
      .thenRefused('account-closed');
    specify(account).given().when(revoke, LATER).thenRefused('account-unknown');
  });
});

it('a password is changed by whoever knew the one that counts now: of two at the same moment one', () => {
  const change = { type: 'ChangePassword', former: 'w1', passwordId: 'w2' } as const;
  specify(account)
    .given(...active)
    .when(change, LATER)
    .thenEvents(password('w2'));
  specify(account)
    .given(...active, password('w3'))
    .when(change, LATER)
    .thenRefused('password-changed');
});

describe('R13, R14: when only the password may be changed', () => {
  const required: AccountEvent = {
    type: 'PasswordChangeRequired',
    data: { requirement: 'first-connection', reason: 'Mot de passe connu d’un tiers', ground: null },
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
    const require = { type: 'RequirePasswordChange', reason: 'Doute', ground: null } as const;
    const event: AccountEvent = {
      type: 'PasswordChangeRequired',
      data: { requirement: 'required-by-caf', reason: 'Doute', ground: null },
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
  const positions = { success: '7-1', delivery: '2-1', unblocking: '9-1' };
  const idle = (lastSuccess: Instant | null) =>
    ({ type: 'BlockIdleAccount', lastSuccess, positions }) as const;
  const blockedAsIdle = (
    since: Instant,
    at: Instant,
    kind: keyof typeof positions = 'success',
  ): AccountEvent => ({
    type: 'AccountBlocked',
    data: {
      kind: 'idle',
      reason: 'Code non utilisé pendant 45 jours',
      since,
      at,
      lastUse: { kind, at: since, position: positions[kind] },
      ...NO_END,
    },
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

  it('blocks no code of somebody who was erased: nothing can be written of it, and the others come after it', () => {
    const erased: AccountEvent = { ...opened, data: { ...opened.data, email: ERASED_MAILBOX } };
    const given = specify(account).given(erased, ...active.slice(1));
    given.when(idle('2016-02-20T10:00:00.000Z'), '2016-04-05T22:00:00.000Z').thenEvents();
    given.when({ type: 'ReportPasswordLoss' }, LATER).thenEvents();
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
      .thenEvents(blockedAsIdle(OPENED, end, 'delivery'));
  });

  it('a block of an older log says since when, and reads as without proof', () => {
    const upcast = accountEventTypes.AccountBlocked.upcasts![1]!;
    const data = { kind: 'idle', reason: 'Code non utilisé', since: OPENED, at: LATER };
    expect(upcast(data)).toEqual({ ...data, lastUse: null });
  });

  it('is not put off by a renewed link, used or not: only a success or an unblocking begins the days anew', () => {
    const end = endOfDay(addDays('2026-03-02', 45));
    const renewedOn = '2026-04-10T09:00:00.000Z';
    const renewed = delivered(2, renewedOn, '2026-04-12T09:00:00.000Z');
    const chosenAnew: AccountEvent[] = [
      { type: 'AccountActivated', data: { delivery: 2, at: renewedOn } },
      password('w2', renewedOn),
    ];
    for (const given of [
      [...pending, renewed],
      [...active, revoked('w1', renewedOn), renewed],
      [...active, revoked('w1', renewedOn), renewed, ...chosenAnew],
    ]) {
      specify(account)
        .given(...given)
        .when(idle(null), justBefore(end))
        .thenEvents();
      specify(account)
        .given(...given)
        .when(idle(null), end)
        .thenEvents(blockedAsIdle(OPENED, end, 'delivery'));
    }
    const used = '2026-03-04T09:00:00.000Z';
    const endOfUse = endOfDay(addDays('2026-03-04', 45));
    specify(account)
      .given(...active, revoked('w1', renewedOn), renewed, ...chosenAnew)
      .when(idle(used), endOfUse)
      .thenEvents(blockedAsIdle(used, endOfUse));
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
    specify(account)
      .given(...active)
      .when(unblock, at)
      .thenRefused('account-not-blocked');
    specify(account)
      .given(...active, blocked)
      .when(unblock, at)
      .thenEvents(unblocked(at));
    specify(account)
      .given(...active, blocked, unblocked(at))
      .when(idle('2026-03-05T08:00:00.000Z'), justBefore(endOfDay(addDays('2026-06-01', 45))))
      .thenEvents();
  });

  it('is unblocked at a request made here, once, or refused with the reason', () => {
    const requested: AccountEvent = {
      type: 'UnblockingRequested',
      data: { reason: 'Déclaration', by: 'G000001', at: LATER },
    };
    const refused: AccountEvent = { type: 'UnblockingRefused', data: { reason: 'Parti', at: LATER } };
    const ask = { type: 'RequestUnblocking', reason: 'Déclaration', by: 'G000001' } as const;
    const grant = { type: 'UnblockAccount', reason: 'Déclaration', reference: null } as const;
    const refuse = { type: 'RefuseUnblocking', reason: 'Parti' } as const;
    const granted: AccountEvent = {
      type: 'AccountUnblocked',
      data: { reason: 'Déclaration', reference: null, at: LATER },
    };
    const given = (...events: AccountEvent[]) => specify(account).given(...active, ...events);
    given().when(ask, LATER).thenRefused('account-not-blocked');
    given(idleBlocked).when(ask, LATER).thenEvents(requested);
    given(idleBlocked, requested).when(ask, LATER).thenEvents();
    given(idleBlocked, requested, refused).when(ask, LATER).thenEvents(requested);
    given(idleBlocked, requested).when(grant, LATER).thenEvents(granted);
    given(idleBlocked, requested).when(refuse, LATER).thenEvents(refused);
    for (const waiting of [
      [idleBlocked],
      [idleBlocked, requested, refused],
      [idleBlocked, requested, granted, idleBlocked],
    ]) {
      given(...waiting)
        .when(grant, LATER)
        .thenRefused('unblocking-not-requested');
      given(...waiting)
        .when(refuse, LATER)
        .thenRefused('unblocking-not-requested');
    }
    // A suspension is lifted by a request in writing alone.
    given(blocked).when(ask, LATER).thenRefused('account-suspended');
    given(blocked).when(grant, LATER).thenRefused('unblocking-not-requested');
  });

  it('an unblocking of an older log reads as it was', () => {
    const data = { reason: 'Déclaration', reference: 'L-12', at: LATER };
    expect(accountEventTypes.AccountUnblocked.upcasts![1]!(data)).toEqual(data);
  });

  it('sends a new link with the unblocking of a code that was never activated', () => {
    const at = '2026-06-01T08:00:00.000Z';
    specify(account)
      .given(...pending, blocked)
      .when(unblock, at)
      .thenEvents(unblocked(at), delivered(2, at, '2026-06-03T08:00:00.000Z'));
  });
});

describe('the Caf’s sanctions', () => {
  it('suspends once, closes once, and nothing that does not exist', () => {
    const block = { type: 'SuspendAccount', reason: 'Perte', ...NO_END } as const;
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
    specify(account).given(officerOpened, delivered(), blocked).when(close, LATER).thenEvents(closed);
    specify(account).given(officerOpened, delivered(), closed).when(close, LATER).thenEvents();
    // An agent's opens nothing without a habilitation, and is theirs again with the next one.
    specify(account)
      .given(...active)
      .when(close, LATER)
      .thenRefused('account-of-agent');
    specify(account)
      .given(...active, closed)
      .when(unblock, LATER)
      .thenRefused('account-not-blocked');
  });
});

it('R18: an officer ends the waits on a code that is open, and says why', () => {
  const end = { type: 'EndWaits', reason: 'Rappelée' } as const;
  const ended: AccountEvent = { type: 'SignInWaitsEnded', data: { reason: 'Rappelée', at: LATER } };
  specify(account)
    .given(...active)
    .when(end, LATER)
    .thenEvents(ended);
  specify(account)
    .given(...active, blocked, ended)
    .when(end, LATER)
    .thenEvents(ended);
  specify(account).given(officerOpened, closed).when(end, LATER).thenRefused('account-closed');
  specify(account).given().when(end, LATER).thenRefused('account-unknown');
});

it('ends sessions that are open, each on record, for a reason or by the holder without one', () => {
  const ended = (sessionId: string, reason: string | null): AccountEvent => ({
    type: 'SessionEnded',
    data: { sessionId, reason, at: LATER },
  });
  const end = { type: 'EndSessions', reason: 'Poste laissé ouvert' } as const;
  specify(account)
    .given(...active)
    .when({ ...end, sessionIds: ['s1'] }, LATER)
    .thenEvents(ended('s1', 'Poste laissé ouvert'));
  specify(account)
    .given(...active)
    .when({ ...end, sessionIds: ['s1', 's2'], reason: null }, LATER)
    .thenEvents(ended('s1', null), ended('s2', null));
  specify(account)
    .given(...active)
    .when({ ...end, sessionIds: [] }, LATER)
    .thenRefused('session-ended');
});

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}
