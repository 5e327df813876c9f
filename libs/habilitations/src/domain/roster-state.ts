import type { CalendarDate, Instant, Profile } from '#platform';
import type { Covered, RosterEvent, Term } from './roster-events.ts';

export interface Pending extends Covered {
  readonly requestId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly reference: string;
  readonly requestedOn: CalendarDate;
  readonly replaces: string | null;
  readonly amendmentId: string | null;
  readonly term: Term | null;
}

export interface Holding extends Covered {
  readonly habilitationId: string;
  readonly personId: string;
  readonly profile: Profile;
  readonly requestedOn: CalendarDate;
  /** Where it ends by itself: after which day, and at which instant. */
  readonly term: { readonly lastDay: CalendarDate; readonly until: Instant } | null;
}

/** Of somebody who has their profile again. */
export interface Returning extends Holding {
  readonly from: Instant;
}

/** Who holds and who asks for what at one establishment. */
export interface Roster {
  readonly pending: readonly Pending[];
  readonly holders: Partial<Readonly<Record<Profile, Holding>>>;
  /** Those who have their profile again after another has stood in for them. */
  readonly returning: Partial<Readonly<Record<Profile, Returning>>>;
  /** What ended with an absence, while nobody else holds it. */
  readonly absent: Partial<Readonly<Record<Profile, Holding>>>;
  /** The last who held a profile, of the present or the past. */
  readonly last: Partial<Readonly<Record<Profile, string>>>;
  /** Requests that were granted or refused, and what followed from one without another. */
  readonly decided: readonly string[];
}

export const EMPTY_ROSTER: Roster = {
  pending: [],
  holders: {},
  returning: {},
  absent: {},
  last: {},
  decided: [],
};

/** The holding of that id, while it lasts, or is to begin. */
export const holdingIn = (state: Roster, habilitationId: string): Holding | undefined =>
  holdingsOf(state).find((holding) => holding.habilitationId === habilitationId);

/** What ended with an absence, and would be theirs again: while nobody else holds the profile. */
export const awayIn = ({ absent }: Roster, habilitationId: string): Holding | undefined =>
  Object.values(absent).find((holding) => holding.habilitationId === habilitationId);

const holdingsOf = ({ holders, returning }: Roster): Holding[] => [
  ...Object.values(holders),
  ...Object.values(returning),
];

/** The request of that id, while it waits. */
export const pendingIn = ({ pending }: Roster, requestId: string): Pending | undefined =>
  pending.find((request) => request.requestId === requestId);

/** Whether a person holds something here, is to have it again, or is asked for. */
export const isConcerned = (state: Roster, personId: string): boolean =>
  holdingsOf(state).some((holding) => holding.personId === personId) ||
  state.pending.some(({ personId: asked, term }) => asked === personId || term?.returnsTo === personId);

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
      const { habilitationId, term } = event.data;
      const { requestedOn } = pendingIn(state, habilitationId)!;
      const held = begun(answered(state, habilitationId), { ...event.data, requestedOn });
      if (!term?.returning) return held;
      const awaited = { ...event.data, ...term.returning, from: term.until, term: null };
      return { ...held, returning: { ...held.returning, [awaited.profile]: awaited } };
    }
    case 'TermBroughtForward': {
      const { profile, ending, lastDay, until } = event.data;
      const holding = state.holders[profile];
      const awaited = state.returning[profile];
      const holders =
        ending && holding
          ? { ...state.holders, [profile]: { ...holding, term: { lastDay, until } } }
          : state.holders;
      const returning = awaited
        ? { ...state.returning, [profile]: { ...awaited, from: until } }
        : state.returning;
      return { ...state, holders, returning };
    }
    case 'HabilitationResumed': {
      const { habilitationId, profile } = event.data;
      const { [profile]: awaited, ...returning } = state.returning;
      return begun({ ...state, returning, decided: [...state.decided, habilitationId] }, awaited!);
    }
    case 'HabilitationRevoked': {
      const { habilitationId, profile, cause } = event.data;
      const { [profile]: holding, ...holders } = state.holders;
      const pending = hasLeft(event)
        ? state.pending.map((other) => withoutReturn(other, event))
        : state.pending;
      if (awayIn(state, habilitationId)) {
        const { [profile]: _, ...absent } = state.absent;
        return { ...state, pending, absent };
      }
      if (holding?.habilitationId !== habilitationId) {
        const { [profile]: _, ...returning } = state.returning;
        return { ...state, pending, returning };
      }
      const absent = cause === 'absence' ? { ...state.absent, [profile]: holding } : state.absent;
      return { ...state, pending, holders, absent };
    }
    default:
      return event satisfies never;
  }
}

type Revoked = Extract<RosterEvent, { type: 'HabilitationRevoked' }>;

/** Nobody has a profile again after they have left. */
export const hasLeft = ({ data: { cause } }: Pick<Revoked, 'data'>): boolean =>
  cause === 'end-of-mission' || cause === 'caf-decision';

const withoutReturn = (request: Pending, { data: { profile, personId } }: Revoked): Pending =>
  request.profile === profile && request.term?.returnsTo === personId
    ? { ...request, term: { ...request.term, returnsTo: null } }
    : request;

/** Whoever was absent is not awaited any more: another holds the profile, or they do. */
function begun(state: Roster, holding: Holding): Roster {
  const { profile, personId } = holding;
  const { [profile]: _, ...absent } = state.absent;
  return {
    ...state,
    absent,
    holders: { ...state.holders, [profile]: holding },
    last: { ...state.last, [profile]: personId },
  };
}

const answered = (state: Roster, requestId: string): Roster => ({
  ...state,
  pending: state.pending.filter((request) => request.requestId !== requestId),
  decided: [...state.decided, requestId],
});

/** An approver who stays after all leaves nothing to amend for the provider who was to share it. */
const withoutAmendment = (request: Pending, amendmentId: string | null): Pending =>
  request.amendmentId === amendmentId ? { ...request, amendmentId: null } : request;
