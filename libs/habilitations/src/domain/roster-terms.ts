import {
  addDays,
  type CalendarDate,
  conflict,
  deriveId,
  endOfDay,
  type Instant,
  invalid,
  type Profile,
  parisDateOf,
} from '#platform';
import { endedByTerm, endedWithoutBeginning } from './roster-endings.ts';
import type { GrantedTerm, RosterEvent, Term } from './roster-events.ts';
import { type Holding, holdingIn, type Pending, type Returning, type Roster } from './roster-state.ts';

/** Who holds a profile at an instant: the end of a term, and the return, hold from that very instant, recorded or not (R6). */
export function holderAt({ holders, returning }: Roster, profile: Profile, at: Instant): Holding | undefined {
  const holding = holders[profile];
  if (holding && !isOver(holding, at)) return holding;
  const awaited = returning[profile];
  return awaited && awaited.from <= at ? awaited : undefined;
}

/** Whose profile it is: of the person who has it again after another, who holds it, or whose absence has left it vacant. */
const ownerOf = ({ returning, holders, absent }: Roster, profile: Profile): Holding | undefined =>
  returning[profile] ?? holders[profile] ?? absent[profile];

/** What time has done until then, at the instants at which it did. */
export function endedByThen({ holders, returning }: Roster, now: Instant): RosterEvent[] {
  const ends = Object.values(holders).filter((holding) => isOver(holding, now));
  const returns = Object.values(returning).filter(({ from }) => from <= now);
  return [...ends.map(endedByTerm), ...returns.map(resumed)];
}

const isOver = ({ term }: Holding, at: Instant): boolean => term !== null && term.until <= at;

const resumed = (awaited: Returning): RosterEvent => {
  const { habilitationId, personId, profile, from, conventionId, gestionnaireId, cafId } = awaited;
  const data = { habilitationId, personId, profile, conventionId, gestionnaireId, cafId, from };
  return { type: 'HabilitationResumed', data };
};

/** What may be asked for: days to come, and a return of whoever the profile is. */
export function mustBePossible(term: Term | null, request: Request, state: Roster, now: Instant): void {
  if (term === null) return;
  if (term.lastDay < parisDateOf(now)) {
    throw invalid('term-past', 'Le dernier jour demandé est passé.');
  }
  if (term.returnsTo === null) return;
  if (term.returnsTo === request.personId) {
    throw invalid('returns-to-same', 'Une personne ne se remplace pas elle-même.');
  }
  const owner = ownerOf(state, request.profile);
  if (owner?.personId !== term.returnsTo) {
    throw conflict('returns-to-another', 'Ce profil n’est pas celui de la personne qui doit le retrouver.');
  }
  if (owner.term !== null) {
    throw conflict(
      'holder-for-a-time',
      'Cette personne a elle-même ce profil pour une durée limitée\u00a0: elle ne peut pas le retrouver.',
    );
  }
}

type Request = Pick<Pending, 'personId' | 'profile'>;

/** Whether a person who holds a profile for a time is asked to hold it longer, or for good. */
export const isLonger = (term: Term | null, holding: Holding): boolean =>
  holding.term !== null && (term === null || term.lastDay > holding.term.lastDay);

/** Nobody returns who has left since the request, or has been given a last day. */
export function grantedTerm(
  { requestId, personId, profile, term }: Pending,
  state: Roster,
): GrantedTerm | null {
  if (term === null) return null;
  const { lastDay, returnsTo } = term;
  const owner = ownerOf(state, profile);
  const isTheirs =
    owner !== undefined && owner.personId === returnsTo && returnsTo !== personId && owner.term === null;
  const returning = isTheirs && {
    habilitationId: state.returning[profile]?.habilitationId ?? deriveId(requestId, 'return'),
    personId: owner.personId,
    requestedOn: owner.requestedOn,
  };
  return { lastDay, until: endOfDay(lastDay), returning: returning || null };
}

/** A return that a grant leaves no place for. */
export const endedReturn = (
  { returning }: Roster,
  profile: Profile,
  term: GrantedTerm | null,
  now: Instant,
): RosterEvent[] => {
  const awaited = returning[profile];
  return awaited && !term?.returning ? [endedWithoutBeginning(awaited, now)] : [];
};

/**
 * A shorter term, of whoever stands in, or of a profile that waits for its holder; a day that is past is now. Whoever has a profile
 * without an end is given one, on a day to come: what is past is declared (R20).
 */
export function broughtForward(
  habilitationId: string,
  lastDay: CalendarDate,
  reason: string,
  state: Roster,
  now: Instant,
): RosterEvent {
  const { profile, requestedOn } = holdingIn(state, habilitationId)!;
  const holding = state.holders[profile];
  const awaited = state.returning[profile];
  const present = holding?.term?.until ?? awaited?.from;
  if (lastDay < addDays(requestedOn, -1)) {
    throw invalid('ended-before-requested', 'La date de fin précède la demande de l’habilitation.');
  }
  const isPast = lastDay < parisDateOf(now);
  if (isPast && present === undefined) {
    throw invalid(
      'term-past',
      'Cette habilitation n’a pas de dernier jour convenu\u00a0: déclarez la fin de mission, ou donnez un jour à venir.',
    );
  }
  const until = isPast ? now : endOfDay(lastDay);
  if (present !== undefined && until >= present) {
    throw conflict(
      'term-not-sooner',
      'Ce jour n’est pas avant le dernier jour convenu\u00a0: un temps plus long se demande à la Caf.',
    );
  }
  const ending = holding ? whoseIs(holding) : null;
  const returning = awaited ? whoseIs(awaited) : null;
  return { type: 'TermBroughtForward', data: { profile, ending, returning, lastDay, until, reason } };
}

const whoseIs = ({ habilitationId, personId }: Holding) => ({ habilitationId, personId });

/** Whether somebody has a profile and no last day: nobody is to follow there. */
export const isHeldForGood = ({ holders }: Roster, profile: Profile): boolean =>
  holders[profile]?.term === null;

/**
 * The term of whoever follows a person that is absent, or leaves: until the return that is expected, and where that
 * person stood in for another, until the day on which the other has the profile again.
 */
export function termAfter(
  state: Roster,
  {
    personId,
    profile,
    expectedReturn,
  }: { personId: string; profile: Profile; expectedReturn: CalendarDate | null },
  now: Instant,
): Term | null {
  const awaited = state.returning[profile];
  if (awaited) return { lastDay: addDays(parisDateOf(awaited.from), -1), returnsTo: awaited.personId };
  const away = state.absent[profile];
  if (away?.personId !== personId || away.term !== null || expectedReturn === null) return null;
  const lastDay = addDays(expectedReturn, -1);
  return lastDay < parisDateOf(now) ? null : { lastDay, returnsTo: personId };
}
