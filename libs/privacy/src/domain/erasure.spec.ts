import { specify } from '#event-sourcing/testing';
import { type ErasureEvent, type ErasureObstacle, erasure, type Forgotten } from './erasure.ts';

const NOW = '2026-11-28T09:00:00.000Z';
const forgotten: Forgotten = { personId: 'p1', userCodes: ['A000001'], cafId: '595' };
const SUBJECTS = ['person-p1', 'account-A000001'];

const request = (by = 'C1', obstacle: ErasureObstacle | null = null) =>
  ({ type: 'RequestErasure', forgotten, reason: 'À sa demande', by, obstacle }) as const;
const confirm = (by = 'C2', obstacle: ErasureObstacle | null = null) =>
  ({ type: 'ConfirmErasure', userCodes: ['A000001'], subjects: SUBJECTS, by, obstacle }) as const;
const refuse = { type: 'RefuseErasure', reason: 'Un litige est à venir', by: 'C1' } as const;

const requested: ErasureEvent = {
  type: 'ErasureRequested',
  data: { ...forgotten, reason: 'À sa demande', by: 'C1' },
};
const refused: ErasureEvent = {
  type: 'ErasureRefused',
  data: { reason: 'Un litige est à venir', by: 'C1' },
};
const erased: ErasureEvent = { type: 'PersonErased', data: { ...forgotten, subjects: SUBJECTS, by: 'C2' } };

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

  it('is for ever', () => {
    specify(erasure).given(requested, erased).when(request(), NOW).thenRefused('already-erased');
    specify(erasure).given(requested, erased).when(refuse, NOW).thenRefused('already-erased');
  });
});
