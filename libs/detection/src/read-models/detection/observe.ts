import type { AccountEvent } from '#accounts';
import { type ConnectionsEvent, networkOf, type PassingAttempt } from '#connections';
import { idOf, type RecordedEvent } from '#event-sourcing';
import type { Category, Observation } from '../../domain/observation.ts';

export type ObservedEvent = ConnectionsEvent | AccountEvent;

/** What the rules look at in an event; null for one that they do not. */
export function observationOf(event: RecordedEvent<ObservedEvent>): Observation | null {
  switch (event.type) {
    case 'LoginAttempted': {
      const { outcome, userCode, identifierHash, address, userAgent, sessionId, count } = event.data;
      return {
        ...observationAt(event, 'authentication'),
        ...{ count, outcome, userCode, userAgent, sessionId },
        identifier: identifierHash,
        network: address === null ? null : networkOf(address),
      };
    }
    case 'LoggedOut':
      return {
        ...observationAt(event, 'sign-out'),
        userCode: idOf(event.stream),
        sessionId: event.data.sessionId,
      };
    case 'CredentialsDelivered':
      return { ...observationAt(event, 'delivery'), userCode: idOf(event.stream) };
    case 'AccountActivated':
      return { ...observationAt(event, 'activation'), userCode: idOf(event.stream) };
    default:
      return null;
  }
}

const observationAt = (event: RecordedEvent, category: Category): Observation => ({
  ...{ id: event.id, category, at: Date.parse(event.metadata.occurredAt), count: 1 },
  ...{ outcome: null, userCode: null, identifier: null, network: null, userAgent: null, sessionId: null },
});

/** The same of an attempt in the journal. */
export const observationOfAttempt = ({
  network,
  organismId: _,
  outcome,
  ...attempt
}: PassingAttempt): Observation => ({
  ...attempt,
  ...{ category: 'authentication', outcome, sessionId: null },
  network: network === 'unknown' ? null : network,
});
