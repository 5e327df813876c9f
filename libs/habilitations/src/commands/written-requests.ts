import { deriveId, type Instant } from '#platform';
import type { Departure, EndedHolding, Succession } from '../domain/departure.ts';
import type { WrittenRequest } from '../domain/roster-events.ts';
import type { Roster } from '../domain/roster-state.ts';
import { isHeldForGood, termAfter } from '../domain/roster-terms.ts';

/** What a declaration asks for in the place of what has ended: the same request whenever it is asked for. */
export const requestFor = (
  departureId: string,
  { habilitationId, profile }: EndedHolding,
  purpose: 'successor' | 'return',
  asked: Succession & Pick<WrittenRequest, 'term'>,
): WrittenRequest => ({
  ...asked,
  requestId: deriveId(departureId, habilitationId, purpose),
  profile,
  documentSha256: null,
});

/** For a successor, until whoever is absent is expected back, where that is known; null where somebody has the profile for good. */
export function requestForSuccessor(
  departureId: string,
  holding: EndedHolding,
  successor: Succession,
  { personId, expectedReturn }: Pick<Departure, 'personId' | 'expectedReturn'>,
  state: Roster,
  now: Instant,
): WrittenRequest | null {
  const { profile } = holding;
  if (isHeldForGood(state, profile)) return null;
  const term = termAfter(state, { personId, profile, expectedReturn }, now);
  return requestFor(departureId, holding, 'successor', { ...successor, term });
}
