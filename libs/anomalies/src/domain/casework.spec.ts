import { specify } from '#event-sourcing/testing';
import { type CaseworkEvent, casework } from './casework.ts';

const NOW = '2026-11-23T09:00:00.000Z';
const assigned = (to: string): CaseworkEvent => ({ type: 'CaseAssigned', data: { to } });
const released = (from: string): CaseworkEvent => ({ type: 'CaseReleased', data: { from } });
const noted: CaseworkEvent = { type: 'CaseNoted', data: { text: 'Appelé la crèche.' } };

describe('R19: how the Caf works on a case', () => {
  it('is assigned to one officer at a time', () => {
    specify(casework)
      .given()
      .when({ type: 'AssignCase', to: 'C000001' }, NOW)
      .thenEvents(assigned('C000001'));
    specify(casework)
      .given(assigned('C000001'), noted)
      .when({ type: 'AssignCase', to: 'C000002' }, NOW)
      .thenEvents(assigned('C000002'));
  });

  it('assigning it again to the same officer, or releasing what nobody has, changes nothing', () => {
    specify(casework)
      .given(assigned('C000001'))
      .when({ type: 'AssignCase', to: 'C000001' }, NOW)
      .thenEvents();
    specify(casework).given().when({ type: 'ReleaseCase' }, NOW).thenEvents();
    specify(casework)
      .given(assigned('C000001'), released('C000001'))
      .when({ type: 'ReleaseCase' }, NOW)
      .thenEvents();
  });

  it('a release says whose it was', () =>
    specify(casework)
      .given(assigned('C000001'))
      .when({ type: 'ReleaseCase' }, NOW)
      .thenEvents(released('C000001')));

  it('a note is added to those that are there, whoever has the case', () =>
    specify(casework)
      .given(noted)
      .when({ type: 'NoteOnCase', text: 'Appelé la crèche.' }, NOW)
      .thenEvents(noted));
});
