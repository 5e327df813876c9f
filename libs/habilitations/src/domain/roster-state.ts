import type { CalendarDate, Profile } from '#platform';
import type { Covered, RosterEvent } from './roster-events.ts';

export interface Pending extends Covered {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly requestedOn: CalendarDate;
  readonly replaces: string | null;
  readonly amendmentId: string | null;
}

export interface Holding extends Covered {
  readonly habilitationId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly requestedOn: CalendarDate;
}

/** Who holds and who asks for what at one establishment. */
export interface Roster {
  readonly pending: readonly Pending[];
  readonly holders: Partial<Readonly<Record<Profile, Holding>>>;
  /** The last who held a profile, of the present or the past. */
  readonly last: Partial<Readonly<Record<Profile, string>>>;
  /** Requests that were granted or refused. */
  readonly decided: readonly string[];
}

export const EMPTY_ROSTER: Roster = { pending: [], holders: {}, last: {}, decided: [] };

/** The holding of that id, while it lasts. */
export const holdingIn = ({ holders }: Roster, habilitationId: string): Holding | undefined =>
  Object.values(holders).find((holding) => holding.habilitationId === habilitationId);

/** The request of that id, while it waits. */
export const pendingIn = ({ pending }: Roster, requestId: string): Pending | undefined =>
  pending.find((request) => request.requestId === requestId);

export function evolve(state: Roster, event: RosterEvent): Roster {
  switch (event.type) {
    case 'HabilitationRequested':
      return { ...state, pending: [...state.pending, event.data] };
    case 'HabilitationRefused': {
      const { requestId, amendmentId } = event.data;
      const { pending, ...rest } = answered(state, requestId);
      return { ...rest, pending: pending.map((other) => withoutAmendment(other, amendmentId)) };
    }
    case 'HabilitationGranted': {
      const { habilitationId, profile, personId } = event.data;
      const { requestedOn } = pendingIn(state, habilitationId)!;
      return {
        ...answered(state, habilitationId),
        holders: { ...state.holders, [profile]: { ...event.data, requestedOn } },
        last: { ...state.last, [profile]: personId },
      };
    }
    case 'HabilitationRevoked': {
      const { [event.data.profile]: _, ...holders } = state.holders;
      return { ...state, holders };
    }
    default:
      return event satisfies never;
  }
}

const answered = (state: Roster, requestId: string): Roster => ({
  ...state,
  pending: state.pending.filter((request) => request.requestId !== requestId),
  decided: [...state.decided, requestId],
});

/** An approver who stays after all leaves nothing to amend for the provider who was to share it. */
const withoutAmendment = (request: Pending, amendmentId: string | null): Pending =>
  request.amendmentId === amendmentId ? { ...request, amendmentId: null } : request;
