import type { Decider, EventTypes } from '#event-sourcing';
import type { CalendarDate } from '#platform';

/** How the amendment was kept on a day, as it was counted then. */
export interface RecordedDay {
  readonly day: CalendarDate;
  /** Of what is kept of it (JSON), SHA-256, hexadecimal. */
  readonly sha256: string;
  /** Clauses to be settled. */
  readonly toSettle: number;
}

export type RecordedDaysEvent = { type: 'ConformityRecorded'; data: RecordedDay };

export const recordedDaysEventTypes: EventTypes<RecordedDaysEvent> = {
  ConformityRecorded: { schema: 1 },
};

export type RecordedDaysCommand = { type: 'RecordConformity'; recorded: RecordedDay };

/**
 * `conformity-{caf}`: the days of a Caf, each recorded once and in their order: no day is told of afterwards. The conformity context
 * counts them. It stands behind the one that tells every event as an act, and can have no events of its own.
 */
export const recordedDays: Decider<RecordedDaysCommand, RecordedDaysEvent, { readonly last: CalendarDate }> =
  {
    category: 'conformity',
    initialState: { last: '' },
    evolve: (_, { data: { day } }) => ({ last: day }),
    decide: ({ recorded }, { last }) =>
      recorded.day > last ? [{ type: 'ConformityRecorded', data: recorded }] : [],
    latest: 1,
  };
