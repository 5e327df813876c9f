import { specify } from '#event-sourcing/testing';
import type { Forgotten } from './erasure.ts';
import { type RetentionFreezeEvent, retentionFreeze } from './retention-freeze.ts';

const forgotten: Forgotten = { personId: 'p1', userCodes: ['A000001'], cafId: '595' };
const freeze = (until: string | null = null) =>
  ({ type: 'FreezeRetention', forgotten, reason: 'Recours', until, by: 'C1' }) as const;
const lift = { type: 'LiftFreeze', reason: 'Jugement rendu', cafId: '595', by: 'C2' } as const;
const frozen = (until: string | null = null): RetentionFreezeEvent => ({
  type: 'RetentionFrozen',
  data: { ...forgotten, reason: 'Recours', until, by: 'C1' },
});
const lifted: RetentionFreezeEvent = {
  type: 'RetentionFreezeLifted',
  data: { cafId: '595', reason: 'Jugement rendu', by: 'C2' },
};
const NOW = '2026-11-28T09:00:00.000Z';
/** Midnight of the 28th in Paris has not come: summer has ended. */
const LAST_MOMENT = '2026-11-28T22:59:59.999Z';
const NEXT_DAY = '2026-11-28T23:00:00.000Z';

describe('RGPD art. 17-3 e: what is frozen for a dispute', () => {
  it('stays until it is lifted', () => {
    specify(retentionFreeze).given().when(freeze(), NOW).thenEvents(frozen());
    specify(retentionFreeze).given(frozen()).when(lift, NOW).thenEvents(lifted);
    specify(retentionFreeze).given(frozen(), lifted).when(lift, NOW).thenRefused('not-frozen');
  });

  it('is lifted by the Caf that has the dispute, and by no other', () =>
    specify(retentionFreeze)
      .given(frozen())
      .when({ ...lift, cafId: '621' }, NOW)
      .thenRefused('frozen-by-other-caf'));

  it('is each Caf’s own: that of one keeps off neither that of another nor its lifting', () => {
    const other = { ...forgotten, cafId: '621' };
    const both = specify(retentionFreeze).given(frozen(), {
      type: 'RetentionFrozen',
      data: { ...other, reason: 'Recours', until: null, by: 'C9' },
    });
    specify(retentionFreeze)
      .given(frozen())
      .when({ ...freeze(), forgotten: other }, NOW)
      .thenEvents({ type: 'RetentionFrozen', data: { ...other, reason: 'Recours', until: null, by: 'C1' } });
    both.when({ ...lift, cafId: '621' }, NOW).thenEvents({
      type: 'RetentionFreezeLifted',
      data: { ...lifted.data, cafId: '621' } as never,
    });
  });

  it('stays to the end of its last day in Paris', () => {
    const given = specify(retentionFreeze).given(frozen('2026-11-28'));
    given.when(freeze(), LAST_MOMENT).thenRefused('already-frozen');
    given.when(freeze(), NEXT_DAY).thenEvents(frozen());
  });

  it('is frozen once at a time, and not until a day that is over', () => {
    specify(retentionFreeze).given(frozen()).when(freeze(), NOW).thenRefused('already-frozen');
    specify(retentionFreeze).given().when(freeze('2026-11-27'), NOW).thenRefused('past-day');
  });
});
