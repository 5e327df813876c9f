import type { Decider, EventTypes } from '#event-sourcing';

/** What was asked of the journal. Only what was set is there. */
export interface JournalFilter {
  readonly from?: string;
  readonly to?: string;
  readonly userCode?: string;
  readonly outcome?: string;
  readonly address?: string;
}

export type ConsultationEvent = {
  type: 'JournalConsulted';
  data: { by: string; view: 'attempts' | 'days'; filter: JournalFilter };
};

export const consultationEventTypes: EventTypes<ConsultationEvent> = {
  JournalConsulted: { schema: 1, personal: ['filter'] },
};

export type ConsultationCommand = { type: 'RecordConsultation' } & ConsultationEvent['data'];

/** Who read the connection log, with which filter, when: reading it is itself recorded. */
export const consultation: Decider<ConsultationCommand, ConsultationEvent, null> = {
  category: 'consultation',
  latest: 1,
  initialState: null,
  decide: ({ by, view, filter }) => [{ type: 'JournalConsulted', data: { by, view, filter } }],
  evolve: () => null,
};
