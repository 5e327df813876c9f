import { specify } from '#event-sourcing/testing';
import { type CampaignEvent, campaign } from './campaign.ts';

const NOW = '2026-03-01T09:00:00.000Z';
const subject = { cafId: '595', year: 2025, kind: 'actual' } as const;
const schedule = (opensOn: string, closesOn: string) =>
  ({ type: 'ScheduleCampaign', subject, window: { opensOn, closesOn } }) as const;
const scheduled = (opensOn: string, closesOn: string, number = 1): CampaignEvent => ({
  type: 'CampaignScheduled',
  data: { ...subject, opensOn, closesOn, number },
});

describe('R21: a campaign of declarations', () => {
  it('is scheduled, and scheduled anew while it is not over', () => {
    specify(campaign)
      .given()
      .when(schedule('2026-03-02', '2026-03-31'), NOW)
      .thenEvents(scheduled('2026-03-02', '2026-03-31'));
    const given = specify(campaign).given(scheduled('2026-03-02', '2026-03-31'));
    given.when(schedule('2026-03-02', '2026-03-31'), NOW).thenEvents();
    given.when(schedule('2026-03-02', '2026-04-15'), NOW).thenEvents(scheduled('2026-03-02', '2026-04-15'));
    // Its last day is whole, in Paris: over the change of hour too.
    given
      .when(schedule('2026-03-02', '2026-04-15'), '2026-03-31T21:59:59.999Z')
      .thenEvents(scheduled('2026-03-02', '2026-04-15'));
    given.when(schedule('2026-03-02', '2026-04-15'), '2026-03-31T22:00:00.000Z').thenRefused('campaign-over');
  });

  it('is followed by another of the same kind, after it', () => {
    specify(campaign)
      .given(scheduled('2026-01-02', '2026-02-15'))
      .when(schedule('2026-03-02', '2026-03-31'), NOW)
      .thenEvents(scheduled('2026-03-02', '2026-03-31', 2));
  });

  it('has its days in order, and its end ahead', () => {
    const given = specify(campaign).given();
    given.when(schedule('2026-03-31', '2026-03-30'), NOW).thenRefused('campaign-ends-before');
    given.when(schedule('2026-02-01', '2026-02-28'), NOW).thenRefused('campaign-in-past');
    given.when(schedule('2026-02-01', '2026-03-01'), NOW).thenEvents(scheduled('2026-02-01', '2026-03-01'));
  });
});
