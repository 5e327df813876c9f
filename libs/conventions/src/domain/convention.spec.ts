import { specify } from '#event-sourcing/testing';
import { convention, inForce } from './convention.ts';
import { contentSha256 } from './convention-content.ts';
import type { ConventionEvent, PartyRole, Registration } from './convention-events.ts';

const registration: Registration = {
  gestionnaire: {
    id: '21590410000017',
    siret: '21590410000017',
    name: 'Mairie de Mons-en-Barœul',
    address: '27 avenue Robert Schuman 59370 Mons-en-Barœul',
    representative: 'Rudy Elgeest',
  },
  caf: { id: '595', name: 'Caf du Nord', address: '59863 Lille Cedex 9', representative: 'Luc Grard' },
  establishments: [{ id: 'e1', name: 'Crèche collective municipale', address: '14 rue Lamartine' }],
  effectiveFrom: '2016-01-01',
  until: '2016-12-31',
};
const NOON = '2016-03-02T11:00:00.000Z';

const registered: ConventionEvent = { type: 'ConventionRegistered', data: registration };
const undated: ConventionEvent = {
  type: 'ConventionRegistered',
  data: { ...registration, effectiveFrom: null },
};
const signature = (party: PartyRole) => ({
  party,
  signatory: 'S.',
  capacity: 'Par délégation',
  signedOn: '2016-01-01',
});
const signedAs = (party: PartyRole, way: 'signed-in' | 'paper', content = registration): ConventionEvent => ({
  type: 'ConventionSigned',
  data: { ...signature(party), way, linkId: null, contentSha256: contentSha256(content) },
});
const signed = (party: PartyRole) => signedAs(party, 'signed-in');
const activated: ConventionEvent = { type: 'ConventionActivated', data: { effectiveFrom: '2016-01-01' } };
const active = [registered, signed('gestionnaire'), signed('caf'), activated];
const sign = (party: PartyRole) => ({ type: 'SignConvention', signature: signature(party) }) as const;
const term = { type: 'ApplyConventionTerm' } as const;

const paper = { ...signature('gestionnaire'), documentSha256: 'a'.repeat(64) };
const { party: _, ...announcement } = paper;
const announced: ConventionEvent = { type: 'SignatureAnnounced', data: announcement };
const announce = { type: 'AnnounceSignature', announced: announcement } as const;
const confirm = { type: 'ConfirmSignature', announced: announcement } as const;

describe('R2: a paper original is announced by the Caf, and signed once the gestionnaire confirms it', () => {
  it('is no signature while it is announced', () =>
    specify(convention).given(registered, signed('caf')).when(announce, NOON).thenEvents(announced));

  it('is the gestionnaire’s signature when it confirms', () =>
    specify(convention)
      .given(registered, signed('caf'), announced)
      .when(confirm, NOON)
      .thenEvents(signedAs('gestionnaire', 'paper'), activated));

  it('is confirmed as it was announced last, by who has read that', () => {
    const again = { type: 'SignatureAnnounced', data: { ...announcement, signatory: 'T.' } } as const;
    specify(convention)
      .given(registered, announced, again)
      .when(confirm, NOON)
      .thenRefused('announced-otherwise');
    specify(convention)
      .given(registered, announced, again)
      .when({ ...confirm, announced: again.data }, NOON)
      .thenEvents({
        type: 'ConventionSigned',
        data: {
          ...signature('gestionnaire'),
          signatory: 'T.',
          way: 'paper',
          linkId: null,
          contentSha256: contentSha256(registration),
        },
      });
  });

  it('cannot be confirmed before, nor announced to who has signed, nor of a day to come', () => {
    specify(convention).given(registered).when(confirm, NOON).thenRefused('nothing-announced');
    const after = specify(convention).given(registered, announced, signed('gestionnaire'));
    after.when(announce, NOON).thenRefused('already-signed');
    after.when(confirm, NOON).thenRefused('already-signed');
    specify(convention)
      .given(registered)
      .when({ ...announce, announced: { ...announcement, signedOn: '2016-03-03' } }, NOON)
      .thenRefused('signed-in-future');
  });
});

describe('R1: a convention is a draft until both parties have signed', () => {
  it('stays a draft with one signature', () =>
    specify(convention).given(registered).when(sign('caf'), NOON).thenEvents(signed('caf')));

  it('comes into force with the second', () =>
    specify(convention)
      .given(registered, signed('caf'))
      .when(sign('gestionnaire'), NOON)
      .thenEvents(signed('gestionnaire'), activated));

  it('stays a draft while its first day is unknown, and comes into force when it is set', () => {
    specify(convention)
      .given(undated, signed('caf'))
      .when(sign('gestionnaire'), NOON)
      .thenEvents(signedAs('gestionnaire', 'signed-in', { ...registration, effectiveFrom: null }));
    specify(convention)
      .given(undated, signed('caf'), signed('gestionnaire'))
      .when({ type: 'SetEffectiveDate', effectiveFrom: '2016-01-01' }, NOON)
      .thenEvents({ type: 'ConventionEffectiveDateSet', data: { effectiveFrom: '2016-01-01' } }, activated);
  });

  it('is not changed by the Caf alone: what the gestionnaire has signed keeps its first day', () => {
    const setTo = (effectiveFrom: string) => ({ type: 'SetEffectiveDate', effectiveFrom }) as const;
    const set = { type: 'ConventionEffectiveDateSet', data: { effectiveFrom: '2016-05-01' } } as const;
    const later: ConventionEvent = {
      type: 'ConventionRegistered',
      data: { ...registration, effectiveFrom: '2016-04-01' },
    };
    specify(convention).given(later, signed('caf')).when(setTo('2016-05-01'), NOON).thenEvents(set);
    specify(convention)
      .given(later, signed('gestionnaire'))
      .when(setTo('2016-05-01'), NOON)
      .thenRefused('effective-date-signed');
    specify(convention)
      .given(undated, signed('caf'), signed('gestionnaire'), set)
      .when(setTo('2016-04-01'), NOON)
      .thenRefused('effective-date-signed');
  });

  it('refuses a signature of a day to come, in Paris', () => {
    const before = specify(convention).given(registered);
    before.when(sign('caf'), '2015-12-31T22:59:59.999Z').thenRefused('signed-in-future');
    before.when(sign('caf'), '2015-12-31T23:00:00.000Z').thenEvents(signed('caf'));
  });

  it('waits for its first day, to the minute in Paris', () => {
    const before = specify(convention).given(registered, signed('caf'), signed('gestionnaire'));
    before.when(term, '2015-12-31T22:59:59.999Z').thenEvents();
    before.when(term, '2015-12-31T23:00:00.000Z').thenEvents(activated);
  });

  it('refuses a party that signs twice, a reversed term, an empty list of establishments, a second registration', () => {
    specify(convention)
      .given(registered, signed('caf'))
      .when(sign('caf'), NOON)
      .thenRefused('already-signed');
    const register = (change: Partial<Registration>) =>
      ({ type: 'RegisterConvention', registration: { ...registration, ...change } }) as const;
    specify(convention)
      .given()
      .when(register({ effectiveFrom: '2017-01-01' }), NOON)
      .thenRefused('term-reversed');
    specify(convention)
      .given()
      .when(register({ establishments: [] }), NOON)
      .thenRefused('no-establishment');
    specify(convention)
      .given()
      .when(
        register({ establishments: [...registration.establishments, ...registration.establishments] }),
        NOON,
      )
      .thenRefused('establishment-twice');
    specify(convention).given(registered).when(register({}), NOON).thenRefused('convention-exists');
  });
});

describe('R1: who the parties are', () => {
  const { gestionnaire, caf } = registration;
  it.each([
    ['a gestionnaire that goes by the code of a Caf', { gestionnaire: { ...gestionnaire, id: caf.id } }],
    [
      'a SIRET with a wrong sum',
      { gestionnaire: { ...gestionnaire, id: '21590410000018', siret: '21590410000018' } },
    ],
    ['a code of a Caf given as SIRET', { gestionnaire: { ...gestionnaire, id: caf.id, siret: caf.id } }],
    [
      'a gestionnaire that goes by the SIRET of another',
      { gestionnaire: { ...gestionnaire, id: '21590009000014' } },
    ],
  ])('refuses %s', (_, change) =>
    specify(convention)
      .given()
      .when({ type: 'RegisterConvention', registration: { ...registration, ...change } }, NOON)
      .thenRefused('gestionnaire-by-siret'),
  );

  it('refuses a Caf that goes by a SIRET', () =>
    specify(convention)
      .given()
      .when(
        {
          type: 'RegisterConvention',
          registration: { ...registration, caf: { ...caf, id: gestionnaire.id } },
        },
        NOON,
      )
      .thenRefused('caf-by-code'));
});

describe('R3: the last day counts whole, in Paris', () => {
  const expired: ConventionEvent = { type: 'ConventionExpired', data: { until: '2016-12-31' } };
  const state = active.reduce(convention.evolve, convention.initialState);

  it('ends at 2016-12-31T23:00:00Z, with or without the job', () => {
    expect(inForce(state, '2016-12-31T22:59:59.999Z')).toBe(true);
    expect(inForce(state, '2016-12-31T23:00:00.000Z')).toBe(false);
  });

  it('is recorded as expired from that instant on, once', () => {
    specify(convention)
      .given(...active)
      .when(term, '2016-12-31T22:59:59.999Z')
      .thenEvents();
    specify(convention)
      .given(...active)
      .when(term, '2016-12-31T23:00:00.000Z')
      .thenEvents(expired);
    specify(convention)
      .given(...active, expired)
      .when(term, '2017-06-01T00:00:00.000Z')
      .thenEvents();
  });
});

describe('R25: ending for breach is a decision with a reason', () => {
  const terminate = { type: 'TerminateConvention', reason: 'Codes partagés malgré deux rappels' } as const;
  const terminated: ConventionEvent = { type: 'ConventionTerminated', data: { reason: terminate.reason } };

  it('ends a convention in force at once', () => {
    specify(convention)
      .given(...active)
      .when(terminate, NOON)
      .thenEvents(terminated);
    const state = [...active, terminated].reduce(convention.evolve, convention.initialState);
    expect(inForce(state, NOON)).toBe(false);
  });

  it('R5: leaves what the convention joined as it was', () => {
    const state = [...active, terminated].reduce(convention.evolve, convention.initialState);
    const before = active.reduce(convention.evolve, convention.initialState);
    expect(state).toEqual({ ...before, state: 'terminated' });
  });

  it('R3: is refused once it has ended by itself, recorded or not', () => {
    const given = specify(convention).given(...active);
    given.when(terminate, '2016-12-31T22:59:59.999Z').thenEvents(terminated);
    given.when(terminate, '2016-12-31T23:00:00.000Z').thenRefused('convention-not-active');
  });

  it('is refused for a draft', () =>
    specify(convention).given(registered).when(terminate, NOON).thenRefused('convention-not-active'));
});
