import { executionContext, type Instant } from '#platform';
import type { EventStore } from './event-store.ts';
import type { DomainEvent } from './events.ts';

/** Puts on record what an operator or officer decides about the machinery itself, which no decider judges. Once per command id. */
export async function recordDecision(
  store: EventStore,
  stream: string,
  decided: DomainEvent,
  now: Instant,
): Promise<void> {
  const { actor, commandId, correlationId, causationId } = executionContext();
  const metadata = { correlationId, causationId, actor, occurredAt: now };
  await store.append(stream, 'any', [{ ...decided, id: commandId, metadata }]);
}
