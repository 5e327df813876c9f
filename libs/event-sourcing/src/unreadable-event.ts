import type { RecordedEvent } from './events.ts';

/**
 * An event that this program cannot read, among others that it can: whoever reads its data is told why. So a follower takes in
 * what stands before it, and names it.
 */
export const unreadable = (
  { type, id, metadata, stream, revision, position, recordedAt }: RecordedEvent,
  why: unknown,
): RecordedEvent => ({
  get data(): object {
    throw why;
  },
  type,
  id,
  metadata,
  stream,
  revision,
  position,
  recordedAt,
});

/** To be asked by whoever might pass over an event for its type. @throws what keeps the first of them from being read */
export function mustBeReadable(events: readonly RecordedEvent[]): void {
  for (const event of events) void event.data;
}
