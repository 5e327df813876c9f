import type { Decider, EventTypes } from '#event-sourcing';
import { type CalendarDate, conflict, invalid, parisDateOf } from '#platform';
import type { DeclarationKind } from './content.ts';

/** What is declared to which Caf. */
export interface CampaignSubject {
  readonly cafId: string;
  readonly year: number;
  readonly kind: DeclarationKind;
}

/** From the first to the last day on which declarations are due, both whole. */
export interface CampaignWindow {
  readonly opensOn: CalendarDate;
  readonly closesOn: CalendarDate;
}

/** `number`: from 1; updated declarations of a year are due in June and again in September. */
export type CampaignEvent = {
  type: 'CampaignScheduled';
  data: CampaignSubject & CampaignWindow & { number: number };
};

type Scheduled = CampaignWindow & { readonly number: number };

export const campaignEventTypes: EventTypes<CampaignEvent> = { CampaignScheduled: { schema: 1 } };

export type CampaignCommand = { type: 'ScheduleCampaign'; subject: CampaignSubject; window: CampaignWindow };

export const campaignId = ({ cafId, year, kind }: CampaignSubject): string => `${cafId}-${year}-${kind}`;

/** `campaign-{caf}-{year}-{kind}`: when a Caf expects declarations. Its days may change until it is over; then there may be another. */
export const campaign: Decider<CampaignCommand, CampaignEvent, Scheduled | null> = {
  category: 'campaign',
  initialState: null,
  decide: ({ subject, window }, scheduled, now) => {
    const { opensOn, closesOn } = window;
    const today = parisDateOf(now);
    if (scheduled?.opensOn === opensOn && scheduled.closesOn === closesOn) return [];
    if (closesOn < opensOn) {
      throw invalid('campaign-ends-before', 'La campagne se termine avant de commencer.');
    }
    if (closesOn < today) throw invalid('campaign-in-past', 'Cette campagne serait déjà terminée.');
    const isOver = scheduled !== null && scheduled.closesOn < today;
    if (isOver && opensOn <= scheduled.closesOn) {
      throw conflict(
        'campaign-over',
        'La campagne précédente est terminée\u00a0: la suivante commence après elle.',
      );
    }
    const number = scheduled === null ? 1 : scheduled.number + (isOver ? 1 : 0);
    return [{ type: 'CampaignScheduled', data: { ...subject, opensOn, closesOn, number } }];
  },
  evolve: (_, { data: { opensOn, closesOn, number } }) => ({ opensOn, closesOn, number }),
};
