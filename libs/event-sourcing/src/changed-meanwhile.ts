import { executionContext, type Seen } from '#platform';
import { idOf } from './event-store.ts';
import type { DomainEvent, RecordedEvent } from './events.ts';

/** What a command is about has changed since whoever sends it looked: they are told before anything is decided. */
export class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';

  constructor(readonly changes: readonly RecordedEvent[]) {
    super(`Changed meanwhile: ${changes.map(({ type }) => type).join(', ')}`);
  }
}

/**
 * Compares a stream with what the execution context says was seen of it; what the same request has written is no change.
 * @throws ChangedMeanwhile
 */
export function mustBeUnchanged(recorded: readonly RecordedEvent[]): void {
  const { seen, correlationId } = executionContext();
  if (!seen) return;
  const changes = recorded.filter(
    (event) =>
      event.position > seen.position &&
      event.metadata.correlationId !== correlationId &&
      isAbout(event, seen),
  );
  if (changes.length > 0) throw new ChangedMeanwhile(changes);
}

/** It stands in the subject's own stream, or names it: a request is one of many in its establishment's stream. */
function isAbout(event: RecordedEvent<DomainEvent>, { subject, ignores }: Seen): boolean {
  const named = idOf(event.stream) === subject || Object.values(event.data).includes(subject);
  return named && !ignores?.(event);
}
