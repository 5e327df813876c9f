import type { AccountEvent } from '#accounts';
import { type ConnectionsEvent, factorsOf, networkOf, type PassingAttempt } from '#connections';
import { idOf, type RecordedEvent } from '#event-sourcing';
import type { Category, Observation } from '../../domain/observation.ts';

export type ObservedEvent = ConnectionsEvent | AccountEvent;

/** What the rules look at in an event; null for one that they do not. */
export function observationOf(event: RecordedEvent<ObservedEvent>): Observation | null {
  switch (event.type) {
    case 'LoginAttempted': {
      const { outcome, userCode, identifierHash, address, userAgent, sessionId, count } = event.data;
      return {
        id: event.id,
        category: 'authentication',
        at: Date.parse(event.metadata.occurredAt),
        count,
        outcome,
        userCode,
        identifier: identifierHash,
        network: address === null ? null : networkOf(address),
        userAgent,
        country: event.data.country ?? null,
        sessionId,
        factors: joined(factorsOf(event.data)),
      };
    }
    case 'LoggedOut':
    case 'SessionEnded':
      return ofCode(event, 'sign-out', event.data.sessionId);
    case 'CredentialsDelivered':
      return ofCode(event, 'delivery');
    case 'AccountActivated':
      return ofCode(event, 'activation');
    default:
      return null;
  }
}

/** What happened on the code that the stream is of. */
const ofCode = (event: RecordedEvent, category: Category, sessionId: string | null = null): Observation => ({
  id: event.id,
  category,
  at: Date.parse(event.metadata.occurredAt),
  count: 1,
  sessionId,
  outcome: null,
  userCode: idOf(event.stream),
  identifier: null,
  network: null,
  userAgent: null,
  country: null,
  factors: null,
});

/** The same of an attempt in the journal. */
export const observationOfAttempt = (attempt: PassingAttempt): Observation => ({
  id: attempt.id,
  category: 'authentication',
  at: attempt.at,
  count: attempt.count,
  outcome: attempt.outcome,
  userCode: attempt.userCode,
  identifier: attempt.identifier,
  network: attempt.network === 'unknown' ? null : attempt.network,
  userAgent: attempt.userAgent,
  country: attempt.country,
  sessionId: null,
  factors: attempt.factors || null,
});

const joined = (factors: readonly string[]): string | null => factors.join('+') || null;
