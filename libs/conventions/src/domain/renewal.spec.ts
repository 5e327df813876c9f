import { specify } from '#event-sourcing/testing';
import { convention, inForce } from './convention.ts';
import { contentSha256 } from './convention-content.ts';
import type { ConventionEvent, PartyRole, Registration } from './convention-events.ts';

const party = (id: string) => ({ id, name: id, address: 'Lille', representative: 'R.' });
const registration: Registration = {
  gestionnaire: { ...party('21590410000017'), siret: '21590410000017' },
  caf: party('595'),
  establishments: [{ id: 'e1', name: 'Crèche', address: '14 rue Lamartine' }],
  effectiveFrom: '2016-01-01',
  until: '2016-12-31',
};
const NOON = '2016-11-02T11:00:00.000Z';
/** The last day counts whole, in Paris (R3). */
const END = '2016-12-31T23:00:00.000Z';
const JUST_BEFORE = '2016-12-31T22:59:59.999Z';

const given = (side: PartyRole) =>
  ({ party: side, signatory: 'S.', capacity: 'Maire', signedOn: '2016-11-01' }) as const;
const signed = (
  type: 'ConventionSigned' | 'RenewalSigned',
  side: PartyRole,
  until: string,
): ConventionEvent => ({
  type,
  data: {
    ...given(side),
    way: 'signed-in',
    linkId: null,
    contentSha256: contentSha256({ ...registration, until }),
  },
});
const active: ConventionEvent[] = [
  { type: 'ConventionRegistered', data: registration },
  signed('ConventionSigned', 'gestionnaire', '2016-12-31'),
  signed('ConventionSigned', 'caf', '2016-12-31'),
  { type: 'ConventionActivated', data: { effectiveFrom: '2016-01-01' } },
];
const proposed = (until = '2020-12-31'): ConventionEvent => ({ type: 'RenewalProposed', data: { until } });
const renewalSigned = (side: PartyRole, until = '2020-12-31') => signed('RenewalSigned', side, until);
const renewed: ConventionEvent = {
  type: 'ConventionRenewed',
  data: { formerUntil: '2016-12-31', until: '2020-12-31' },
};
const propose = (until = '2020-12-31') => ({ type: 'ProposeRenewal', until }) as const;
const sign = (side: PartyRole, until = '2020-12-31') =>
  ({ type: 'SignRenewal', until, signature: given(side) }) as const;
const stateOf = (...events: ConventionEvent[]) => events.reduce(convention.evolve, convention.initialState);

describe('R4: a renewal', () => {
  it('is proposed, signed by both, and moves the last day', () => {
    const on = (...events: ConventionEvent[]) => specify(convention).given(...active, ...events);
    on().when(propose(), NOON).thenEvents(proposed());
    on(proposed()).when(propose(), NOON).thenEvents();
    on(proposed()).when(sign('gestionnaire'), NOON).thenEvents(renewalSigned('gestionnaire'));
    on(proposed(), renewalSigned('gestionnaire'))
      .when(sign('gestionnaire'), NOON)
      .thenRefused('already-signed');
    on(proposed(), renewalSigned('gestionnaire'))
      .when(sign('caf'), NOON)
      .thenEvents(renewalSigned('caf'), renewed);
  });

  it('signed in time, interrupts nothing at midnight; the convention ends on the new day', () => {
    const events = [...active, proposed(), renewalSigned('gestionnaire')];
    specify(convention)
      .given(...events)
      .when(sign('caf'), JUST_BEFORE)
      .thenEvents(renewalSigned('caf'), renewed);
    const state = stateOf(...events, renewalSigned('caf'), renewed);
    expect([inForce(state, JUST_BEFORE), inForce(state, END)]).toEqual([true, true]);
    expect(inForce(state, '2020-12-31T23:00:00.000Z')).toBe(false);
    specify(convention)
      .given(...events, renewalSigned('caf'), renewed)
      .when({ type: 'ApplyConventionTerm' }, END)
      .thenEvents();
  });

  it('is signed anew when the convention was corrected since', () => {
    const corrected: ConventionEvent = {
      type: 'PartyCorrected',
      data: {
        party: 'caf',
        before: { name: '595', address: 'Lille', representative: 'R.' },
        after: { name: '595', address: 'Lille', representative: 'S.' },
        reason: 'Nouvelle directrice',
      },
    };
    const state = stateOf(...active, proposed(), renewalSigned('gestionnaire'), corrected);
    expect(state.renewal).toEqual({ until: '2020-12-31', signedBy: [] });
  });

  it('comes too late after the last day, whatever was signed before', () => {
    const events = [...active, proposed(), renewalSigned('gestionnaire')];
    for (const command of [propose('2021-12-31'), sign('caf')]) {
      specify(convention)
        .given(...events)
        .when(command, END)
        .thenRefused('convention-not-active');
    }
    const terminated: ConventionEvent = { type: 'ConventionTerminated', data: { reason: 'Manquement' } };
    specify(convention)
      .given(...events, terminated)
      .when(sign('caf'), NOON)
      .thenRefused('convention-not-active');
    expect(stateOf(...events, terminated).renewal).toBeNull();
  });

  it('is longer than what there is; another proposal takes the signatures with it', () => {
    const on = (...events: ConventionEvent[]) => specify(convention).given(...active, ...events);
    on().when(propose('2016-12-31'), NOON).thenRefused('renewal-not-longer');
    on().when(sign('caf'), NOON).thenRefused('no-renewal');
    const again = on(proposed(), renewalSigned('caf'), proposed('2018-12-31'));
    again.when(sign('caf'), NOON).thenRefused('renewal-otherwise');
    again.when(sign('caf', '2018-12-31'), NOON).thenEvents(renewalSigned('caf', '2018-12-31'));
    const withdrawn: ConventionEvent = { type: 'RenewalWithdrawn', data: { reason: 'Autre durée' } };
    on(proposed()).when({ type: 'WithdrawRenewal', reason: 'Autre durée' }, NOON).thenEvents(withdrawn);
    on(proposed(), withdrawn).when(sign('caf'), NOON).thenRefused('no-renewal');
  });
});
