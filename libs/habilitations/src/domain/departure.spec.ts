import { specify } from '#event-sourcing/testing';
import {
  type Departure,
  type DepartureCommand,
  type DepartureEvent,
  departure,
  departureEventTypes,
  type EndedHolding,
  type Return,
} from './departure.ts';

const holding = (habilitationId: string, cafId = '595'): EndedHolding => ({
  habilitationId,
  establishmentId: 'e1',
  profile: 'activity',
  cafId,
  lastDay: null,
});
const declared: Departure = {
  personId: 'p1',
  gestionnaireId: 'g1',
  kind: 'departure',
  lastDay: '2016-04-18',
  reason: 'Mutation',
  expectedReturn: null,
  successor: null,
};
const request = { requestId: 'r9', establishmentId: 'e1' };
type Declaring = Extract<DepartureCommand, { type: 'DeclareDeparture' }>;
const declare = (change: Partial<Departure> = {}, given: Partial<Declaring> = {}): Declaring => ({
  type: 'DeclareDeparture',
  departure: { ...declared, ...change },
  holdings: [{ ...holding('h1'), requestedOn: '2016-01-04' }],
  interrupted: [],
  requests: [],
  ...given,
});
const left = (
  change: Partial<Departure> = {},
  { dueOn = '2016-05-03', declaredLateByDays = 0, requests = [] as (typeof request)[], cafId = '595' } = {},
): DepartureEvent => ({
  type: 'DepartureDeclared',
  data: { ...declared, ...change, dueOn, declaredLateByDays, holdings: [holding('h1', cafId)], requests },
});
const back: Return = { returnedOn: '2016-06-06', reference: 'DGS-7', requestedOn: '2016-06-06' };
const comeBack = (change: Partial<Return> = {}): DepartureCommand => ({
  type: 'DeclareReturn',
  ...back,
  ...change,
});
const absence = left({ kind: 'absence' });
/** Noon in Paris on a day. */
const on = (day: string) => `${day}T10:00:00.000Z`;

describe('R20: a change or the end of a mission is declared within 15 days of it', () => {
  it.each([
    ['2016-04-18', '2016-05-03T21:59:59.999Z', '2016-05-03', 0, 'the last day counts whole'],
    ['2016-04-18', '2016-05-03T22:00:00.000Z', '2016-05-03', 1, 'midnight in Paris'],
    ['2016-04-20', on('2016-05-06'), '2016-05-06', 0, 'the day after Ascension Day'],
    ['2016-04-20', on('2016-05-09'), '2016-05-06', 3, 'three days after that'],
    ['2016-07-01', on('2016-07-18'), '2016-07-18', 0, 'the Monday after a Saturday'],
    ['2016-07-01', on('2016-07-19'), '2016-07-18', 1, 'the Tuesday'],
    ['2026-03-20', on('2026-04-07'), '2026-04-07', 0, 'over the change of clocks, Saturday before Easter'],
    ['2026-10-18', on('2026-11-03'), '2026-11-02', 1, 'over the change of clocks, in autumn'],
  ])('%s, declared %s: due on %s, late by %i (%s)', (lastDay, now, dueOn, declaredLateByDays) =>
    specify(departure)
      .given()
      .when(declare({ lastDay }), now)
      .thenEvents(left({ lastDay }, { dueOn, declaredLateByDays })),
  );

  it.each([[['595', '671']], [['671', '595']]])(
    'to several Cafs, %o, by the last day of the one that has holidays more (Good Friday 2026)',
    (cafIds) => {
      const holdings = cafIds.map((cafId, index) => holding(`h${index}`, cafId));
      const told = { ...declared, lastDay: '2026-03-19' };
      specify(departure)
        .given()
        .when(
          declare(
            { lastDay: '2026-03-19' },
            { holdings: holdings.map((one) => ({ ...one, requestedOn: '2026-01-05' })) },
          ),
          on('2026-04-07'),
        )
        .thenEvents({
          type: 'DepartureDeclared',
          data: { ...told, dueOn: '2026-04-07', declaredLateByDays: 0, holdings, requests: [] },
        });
    },
  );

  it('by the holidays of the Caf: Alsace-Moselle has two more', () => {
    const holdings = [{ ...holding('h1', '671'), requestedOn: '2024-01-02' }];
    // 26 December 2025 is a Friday, and a holiday there.
    specify(departure)
      .given()
      .when(declare({ lastDay: '2025-12-11' }, { holdings }), on('2025-12-29'))
      .thenEvents(left({ lastDay: '2025-12-11' }, { dueOn: '2025-12-29', cafId: '671' }));
  });

  it('once: of two who declare at the same time, the second is refused', () =>
    specify(departure).given(left()).when(declare(), on('2016-04-19')).thenRefused('departure-declared'));

  it('of who holds something, on a day that has come, and not before it was asked for', () => {
    const none = specify(departure).given();
    none.when(declare({}, { holdings: [] }), on('2016-04-19')).thenRefused('nothing-held');
    none.when(declare({ lastDay: '2016-04-20' }), on('2016-04-19')).thenRefused('ended-in-future');
    none.when(declare({ lastDay: '2016-01-03' }), on('2016-04-19')).thenRefused('ended-before-requested');
  });

  it('with the successor, who is another person, by a written request', () => {
    const successor = { personId: 'p2', reference: 'DGS-3', requestedOn: '2016-04-19' };
    specify(departure).given().when(declare({ successor }), on('2016-04-19')).thenEvents(left({ successor }));
    specify(departure)
      .given()
      .when(declare({ successor: { ...successor, personId: 'p1' } }), on('2016-04-19'))
      .thenRefused('successor-same');
    specify(departure)
      .given()
      .when(declare({ successor: { ...successor, requestedOn: '2016-04-20' } }), on('2016-04-19'))
      .thenRefused('requested-in-future');
  });

  it('takes along the requests of whoever leaves for good, and of nobody else', () => {
    const requests = [request];
    specify(departure)
      .given()
      .when(declare({}, { requests }), on('2016-04-19'))
      .thenEvents(left({}, { requests }));
    specify(departure)
      .given()
      .when(declare({ kind: 'change' }, { requests }), on('2016-04-19'))
      .thenEvents(left({ kind: 'change' }));
  });
});

describe('R20: the end of a mission during an absence', () => {
  const interrupted = [holding('h1')];
  const none = { holdings: [], interrupted };

  it('is declared too: what the absence has ended is not to be theirs again', () =>
    specify(departure).given().when(declare({}, none), on('2016-04-19')).thenEvents(left()));

  it('but no other absence, nor a change: nothing is held', () => {
    for (const kind of ['change', 'absence'] as const) {
      specify(departure).given().when(declare({ kind }, none), on('2016-04-19')).thenRefused('nothing-held');
    }
  });
});

describe('R20: an absence, and the return', () => {
  it('may say until when; nothing else does', () => {
    const expectedReturn = '2016-06-06';
    specify(departure)
      .given()
      .when(declare({ kind: 'absence', expectedReturn }), on('2016-04-19'))
      .thenEvents(left({ kind: 'absence', expectedReturn }));
    for (const change of [
      { kind: 'absence', expectedReturn: '2016-04-18' },
      { kind: 'departure', expectedReturn },
    ] as const) {
      specify(departure)
        .given()
        .when(declare(change), on('2016-04-19'))
        .thenRefused('return-before-departure');
    }
  });

  it('is expected on another day, to come, as often as plans change', () => {
    const expected = (expectedReturn: string): DepartureEvent => ({
      type: 'ReturnPostponed',
      data: { expectedReturn },
    });
    const postpone = (expectedReturn: string) => ({ type: 'PostponeReturn', expectedReturn }) as const;
    const now = on('2016-06-01');
    specify(departure).given(absence).when(postpone('2016-09-01'), now).thenEvents(expected('2016-09-01'));
    specify(departure)
      .given(absence, expected('2016-09-01'))
      .when(postpone('2016-07-01'), now)
      .thenEvents(expected('2016-07-01'));
    specify(departure).given(absence, expected('2016-09-01')).when(postpone('2016-09-01'), now).thenEvents();
    specify(departure).given(absence).when(postpone('2016-06-01'), now).thenRefused('return-in-past');
    specify(departure).given(left()).when(postpone('2016-09-01'), now).thenRefused('not-an-absence');
    specify(departure).given().when(postpone('2016-09-01'), now).thenRefused('departure-not-found');
    const returned: DepartureEvent = {
      type: 'ReturnDeclared',
      data: { ...back, dueOn: '2016-06-21', declaredLateByDays: 0 },
    };
    specify(departure)
      .given(absence, returned)
      .when(postpone('2016-09-01'), on('2016-06-21'))
      .thenRefused('already-returned');
  });

  it('is declared within 15 days as well', () => {
    const delay = { dueOn: '2016-06-21', declaredLateByDays: 0 };
    specify(departure)
      .given(absence)
      .when(comeBack(), on('2016-06-21'))
      .thenEvents({ type: 'ReturnDeclared', data: { ...back, ...delay } });
    specify(departure)
      .given(absence)
      .when(comeBack(), on('2016-06-23'))
      .thenEvents({ type: 'ReturnDeclared', data: { ...back, ...delay, declaredLateByDays: 2 } });
  });

  it('is of an absence, once, after its beginning and not to come', () => {
    const now = on('2016-06-21');
    specify(departure).given(left()).when(comeBack(), now).thenRefused('not-an-absence');
    specify(departure).given().when(comeBack(), now).thenRefused('departure-not-found');
    const returned: DepartureEvent = {
      type: 'ReturnDeclared',
      data: { ...back, dueOn: '2016-06-21', declaredLateByDays: 0 },
    };
    specify(departure).given(absence, returned).when(comeBack(), now).thenRefused('already-returned');
    const early = comeBack({ returnedOn: '2016-04-18' });
    specify(departure).given(absence).when(early, now).thenRefused('return-before-departure');
    const later = comeBack({ returnedOn: '2016-06-22' });
    specify(departure).given(absence).when(later, now).thenRefused('returned-in-future');
  });
});

it('what ended before it was written down until when it was, was for no time', () => {
  const upcast = departureEventTypes.DepartureDeclared.upcasts![1]!;
  const { lastDay: _, ...before } = holding('h1');
  expect(upcast({ personId: 'p1', holdings: [before] } as never)).toEqual({
    personId: 'p1',
    holdings: [holding('h1')],
  });
});
