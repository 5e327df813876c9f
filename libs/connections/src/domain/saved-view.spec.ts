import { specify } from '#event-sourcing/testing';
import { savedView, savedViewEventTypes } from './saved-view.ts';

const { given } = specify(savedView);
const reader = (by: string, organismId = '595') => ({ by, organismId });
const view = { name: 'Refus', search: 'notOutcome=success', audience: 'own' as const, ...reader('C000001') };
const saved = (change: object = {}) => ({ type: 'JournalViewSaved' as const, data: { ...view, ...change } });
const remove = (by: string, organismId?: string) => ({
  type: 'RemoveView' as const,
  ...reader(by, organismId),
});
const removed = (by: string) => ({ type: 'JournalViewRemoved' as const, data: { by } });

const NOW = '2026-11-28T10:00:00.000Z';

describe('R18: views of the journal that are kept', () => {
  it('are saved with whose they are', () =>
    given()
      .when({ type: 'SaveView', ...view }, NOW)
      .thenEvents(saved()));

  it('RGPD art. 17: name nobody where the team shares them, for they outlive an erasure', () => {
    for (const search of ['name=Vasseur', 'outcome=success&notName=Le+Goff']) {
      given()
        .when({ type: 'SaveView', ...view, search, audience: 'team' }, NOW)
        .thenRefused('shared-view-by-name');
      given()
        .when({ type: 'SaveView', ...view, search }, NOW)
        .thenEvents(saved({ search }));
    }
  });

  it('are removed by whoever saved them, and by nobody else', () => {
    given(saved()).when(remove('C000001'), NOW).thenEvents(removed('C000001'));
    given(saved()).when(remove('C000002'), NOW).thenRefused('not-found');
  });

  it('are removed by any officer of the Caf when the team shares them', () => {
    const shared = given(saved({ audience: 'team' }));
    shared.when(remove('C000002'), NOW).thenEvents(removed('C000002'));
    shared.when(remove('C000002', '627'), NOW).thenRefused('not-found');
  });

  it('RGPD art. 17: are erased with whoever keeps them for themselves; what the team shares stays', () => {
    const { personal } = savedViewEventTypes.JournalViewSaved;
    const origin = { stream: 'journalview-1', occurredAt: NOW };
    expect(personal?.subject?.(view, origin)).toBe('account-C000001');
    expect(personal?.subject?.({ ...view, audience: 'team' }, origin)).toBe('journalview-1');
  });

  it('are not there once they are removed', () => {
    given().when(remove('C000001'), NOW).thenRefused('not-found');
    given(saved(), removed('C000001')).when(remove('C000001'), NOW).thenRefused('not-found');
  });
});
