import type { Decider, EventTypes } from '#event-sourcing';
import { addMonths, type CalendarDate, policy } from '#platform';

export type ConnectionDataEvent = {
  /** Addresses and browsers of that month can be read no more, but for those of `kept`, which a case or a dispute still needs. */
  type: 'MonthExpired';
  data: {
    /** `2025-10`. */
    month: string;
    /** Streams, as subjects of personal data are named by them. */
    kept: readonly string[];
  };
};

export const connectionDataEventTypes: EventTypes<ConnectionDataEvent> = { MonthExpired: { schema: 1 } };

export type ConnectionDataCommand = {
  type: 'ExpireMonth';
  month: string;
  kept: readonly string[];
  /** Something is still to be read that nobody needs, such as what was imported since. */
  isDue: boolean;
};

/** What was kept of it when it last expired; null while it has not. */
type State = readonly string[] | null;

/** `connectiondata-{month}`: where people connected from is kept for twelve months (CNIL, délibération 2021-122). */
export const connectionData: Decider<ConnectionDataCommand, ConnectionDataEvent, State> = {
  category: 'connectiondata',
  initialState: null,
  decide: ({ month, kept, isDue }, state) =>
    !isDue && state !== null && state.join() === kept.join()
      ? []
      : [{ type: 'MonthExpired', data: { month, kept } }],
  evolve: (_, { data }) => data.kept,
};

/** The last month that is over the time for which connection data are kept: nothing of it is older than that. */
export const lastExpiredMonth = (today: CalendarDate): string =>
  addMonths(`${today.slice(0, 7)}-01`, -policy.connectionDataMonths).slice(0, 7);
