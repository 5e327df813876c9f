import { specify } from '#event-sourcing/testing';
import {
  answerDueOn,
  availableUntil,
  type DataAccessEvent,
  dataAccess,
  mustBeGranted,
} from './data-access.ts';
import type { Forgotten } from './erasure.ts';

const NOW = '2026-11-28T09:00:00.000Z';
const forgotten: Forgotten = { personId: 'p1', userCodes: ['A000001'], cafId: '595' };
const asked = { reason: 'Sa demande écrite', receivedOn: '2026-11-27' };
const request = (by = 'C1', cafId = '595') =>
  ({ type: 'RequestDataAccess', forgotten: { ...forgotten, cafId }, ...asked, by }) as const;
const grant = (by = 'C2', cafId = '595') => ({ type: 'GrantDataAccess', cafId, by }) as const;
const refuse = (by = 'C2') =>
  ({ type: 'RefuseDataAccess', cafId: '595', reason: 'Non vérifiée', by }) as const;
const requested: DataAccessEvent = {
  type: 'DataAccessRequested',
  data: { ...forgotten, ...asked, by: 'C1' },
};
const granted: DataAccessEvent = { type: 'DataAccessGranted', data: { cafId: '595', by: 'C2', at: NOW } };
const refused: DataAccessEvent = {
  type: 'DataAccessRefused',
  data: { cafId: '595', reason: 'Non vérifiée', by: 'C2' },
};
const stateOf = (...events: DataAccessEvent[]) => events.reduce(dataAccess.evolve, dataAccess.initialState);

describe('RGPD art. 15: what is known of somebody', () => {
  it('is asked for by one officer, and granted by another one of the same Caf', () => {
    specify(dataAccess).given().when(request(), NOW).thenEvents(requested);
    const given = specify(dataAccess).given(requested);
    given.when(grant('C1'), NOW).thenRefused('own-request');
    given.when(grant('C2', '621'), NOW).thenRefused('no-data-access');
    given.when(grant(), NOW).thenEvents(granted);
  });

  it('is asked for once at a time, and anew once that is decided; another Caf asks for itself', () => {
    const given = specify(dataAccess).given(requested);
    given.when(request('C3'), NOW).thenRefused('data-access-requested');
    given
      .when(request('C9', '621'), NOW)
      .thenEvents({ type: 'DataAccessRequested', data: { ...forgotten, cafId: '621', ...asked, by: 'C9' } });
    specify(dataAccess).given(requested, granted).when(request(), NOW).thenEvents(requested);
    specify(dataAccess).given(requested, refused).when(request(), NOW).thenEvents(requested);
  });

  it('is refused, or taken back, while it waits', () => {
    specify(dataAccess).given(requested).when(refuse(), NOW).thenEvents(refused);
    specify(dataAccess).given(requested, granted).when(refuse(), NOW).thenRefused('no-data-access');
    specify(dataAccess).given(requested, refused).when(grant(), NOW).thenRefused('no-data-access');
  });

  it('was not asked for tomorrow', () =>
    specify(dataAccess)
      .given()
      .when({ ...request(), receivedOn: '2026-11-29' }, NOW)
      .thenRefused('day-to-come'));

  it('is given to who asked, to the end of the seventh day in Paris, and to nobody else', () => {
    const given = (by: string, now: string, ...events: DataAccessEvent[]) =>
      expect(() => mustBeGranted(stateOf(...events), '595', by, now));
    given('C1', NOW, requested, granted).not.toThrow();
    given('C1', '2026-12-05T22:59:59.999Z', requested, granted).not.toThrow();
    given('C1', '2026-12-05T23:00:00.000Z', requested, granted).toThrow();
    given('C2', NOW, requested, granted).toThrow();
    given('C1', NOW, requested).toThrow();
    given('C1', NOW, requested, refused).toThrow();
    given('C1', NOW, requested, granted, requested).toThrow();
    expect(availableUntil(NOW)).toBe('2026-12-05');
  });

  it.each([
    ['2026-11-27', '2026-12-27'],
    ['2026-01-31', '2026-02-28'],
    ['2028-01-30', '2028-02-29'],
  ])('is due within a month (art. 12-3): %s', (day, due) => expect(answerDueOn(day)).toBe(due));
});
