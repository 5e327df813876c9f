import { specify } from '#event-sourcing/testing';
import {
  type ErasureEvent,
  type ErasureObstacle,
  endOfRetention,
  erasure,
  type Forgotten,
} from './erasure.ts';

const NOW = '2026-11-28T09:00:00.000Z';
const forgotten: Forgotten = { personId: 'p1', userCodes: ['A000001'], cafId: '595' };
const SUBJECTS = ['person-p1', 'account-A000001'];

const request = (by = 'C1', obstacle: ErasureObstacle | null = null) =>
  ({ type: 'RequestErasure', forgotten, reason: 'À sa demande', by, obstacle }) as const;
const confirm = (by = 'C2', obstacle: ErasureObstacle | null = null) =>
  ({
    type: 'ConfirmErasure',
    cafId: '595',
    userCodes: ['A000001'],
    subjects: SUBJECTS,
    by,
    obstacle,
  }) as const;
const refuse = { type: 'RefuseErasure', reason: 'Un litige est à venir', cafId: '595', by: 'C1' } as const;

const requested: ErasureEvent = {
  type: 'ErasureRequested',
  data: { ...forgotten, reason: 'À sa demande', by: 'C1' },
};
const refused: ErasureEvent = {
  type: 'ErasureRefused',
  data: { reason: 'Un litige est à venir', by: 'C1' },
};
const erased: ErasureEvent = {
  type: 'PersonErased',
  data: { ...forgotten, subjects: SUBJECTS, by: 'C2', basis: 'request' },
};

describe('RGPD art. 17: the erasure of a person', () => {
  it('is asked for by one officer', () =>
    specify(erasure).given().when(request(), NOW).thenEvents(requested));

  it('is confirmed by another one', () =>
    specify(erasure).given(requested).when(confirm(), NOW).thenEvents(erased));

  it('takes the codes in that were opened since it was asked for', () =>
    specify(erasure)
      .given({ type: 'ErasureRequested', data: { ...requested.data, userCodes: [] } } as ErasureEvent)
      .when(confirm(), NOW)
      .thenEvents(erased));

  it('is not confirmed by whoever asked for it', () =>
    specify(erasure).given(requested).when(confirm('C1'), NOW).thenRefused('own-request'));

  it('is not confirmed where nobody has asked', () =>
    specify(erasure).given().when(confirm(), NOW).thenRefused('no-erasure'));

  it.each<ErasureObstacle>(['habilitated', 'code-open', 'case-open', 'frozen'])(
    'waits for the end of what needs the data: %s',
    (obstacle) => {
      specify(erasure).given().when(request('C1', obstacle), NOW).thenRefused(obstacle);
      specify(erasure).given(requested).when(confirm('C2', obstacle), NOW).thenRefused(obstacle);
    },
  );

  it('is asked for once at a time', () =>
    specify(erasure).given(requested).when(request('C3'), NOW).thenRefused('erasure-requested'));

  it('is refused, or taken back, for a reason, and may be asked for again', () => {
    specify(erasure).given(requested).when(refuse, NOW).thenEvents(refused);
    specify(erasure).given(requested, refused).when(request(), NOW).thenEvents(requested);
    specify(erasure).given(requested, refused).when(confirm(), NOW).thenRefused('no-erasure');
  });

  it('is decided by the Caf that asked for it, and by no other', () => {
    const given = specify(erasure).given(requested);
    given.when({ ...confirm(), cafId: '621' }, NOW).thenRefused('other-caf');
    given.when({ ...refuse, cafId: '621' }, NOW).thenRefused('other-caf');
  });

  it('is for ever', () => {
    specify(erasure).given(requested, erased).when(request(), NOW).thenRefused('already-erased');
    specify(erasure).given(requested, erased).when(refuse, NOW).thenRefused('already-erased');
  });
});

describe('RGPD art. 5-1 e: five years after the end', () => {
  const end = (today: string, on: string, obstacle: ErasureObstacle | null = null) =>
    ({
      type: 'EndRetention',
      due: { forgotten, on, subjects: SUBJECTS, obstacle },
      by: 'erase-after-retention',
      today,
    }) as const;
  const announced = (on: string): ErasureEvent => ({ type: 'ErasureAnnounced', data: { ...forgotten, on } });
  const ended: ErasureEvent = {
    type: 'PersonErased',
    data: { ...forgotten, subjects: SUBJECTS, by: 'erase-after-retention', basis: 'retention' },
  };

  it.each([
    // The last day, and the first on which nothing is kept.
    ['2021-10-15', '2026-11-01'],
    ['2021-10-31', '2026-11-01'],
    ['2021-11-01', '2026-12-01'],
    ['2024-02-29', '2029-03-01'],
    ['2023-02-28', '2028-03-01'],
    ['2021-12-31', '2027-01-01'],
  ])('begin after five whole years, on the first of a month: %s', (lastDay, day) =>
    expect(endOfRetention(lastDay)).toBe(day),
  );

  it('are announced thirty days before, once', () => {
    specify(erasure).given().when(end('2026-11-30', '2026-12-31'), NOW).thenEvents();
    specify(erasure).given().when(end('2026-12-02', '2027-01-01'), NOW).thenEvents(announced('2027-01-01'));
    specify(erasure).given(announced('2027-01-01')).when(end('2026-12-03', '2027-01-01'), NOW).thenEvents();
  });

  it('are announced in time where they were over long ago', () =>
    specify(erasure).given().when(end('2026-11-28', '2024-03-01'), NOW).thenEvents(announced('2027-01-01')));

  it('end in an erasure on the day announced, and not before', () => {
    const given = specify(erasure).given(announced('2027-01-01'));
    given.when(end('2026-12-31', '2027-01-01'), NOW).thenEvents();
    given.when(end('2027-01-01', '2027-01-01'), NOW).thenEvents(ended);
    specify(erasure)
      .given(announced('2027-01-01'), ended)
      .when(end('2027-02-01', '2027-01-01'), NOW)
      .thenEvents();
  });

  it.each<ErasureObstacle>(['habilitated', 'code-open', 'case-open', 'frozen'])(
    'are called off by what needs the data, and announced anew once that is over: %s',
    (obstacle) => {
      const off: ErasureEvent = { type: 'ErasureCalledOff', data: { obstacle } };
      specify(erasure)
        .given()
        .when(end('2026-12-02', '2027-01-01', obstacle), NOW)
        .thenEvents();
      const given = specify(erasure).given(announced('2027-01-01'));
      given.when(end('2027-01-01', '2027-01-01', obstacle), NOW).thenEvents(off);
      specify(erasure)
        .given(announced('2027-01-01'), off)
        .when(end('2027-02-10', '2027-01-01'), NOW)
        .thenEvents(announced('2027-04-01'));
    },
  );

  it('begin again for whoever has come back since', () =>
    specify(erasure)
      .given(announced('2027-01-01'))
      .when(end('2027-01-01', '2031-12-01'), NOW)
      .thenEvents({ type: 'ErasureCalledOff', data: { obstacle: null } }));
});

describe('what was found of somebody after their erasure', () => {
  const extend = {
    type: 'ExtendErasure',
    userCodes: ['A000001'],
    subjects: [...SUBJECTS, 'anomaly-1'],
  } as const;
  const extended: ErasureEvent = {
    type: 'ErasureExtended',
    data: { userCodes: ['A000001'], subjects: ['anomaly-1'] },
  };

  it('is erased too, once', () => {
    specify(erasure).given(requested, erased).when(extend, NOW).thenEvents(extended);
    specify(erasure).given(requested, erased, extended).when(extend, NOW).thenEvents();
    specify(erasure).given(requested).when(extend, NOW).thenEvents();
  });
});
