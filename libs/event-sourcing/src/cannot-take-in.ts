import { reasonOf } from '#platform';
import type { RecordedEvent } from './events.ts';

/** One event keeps a follower from going on: the message says which and why, and nothing of what the event holds. */
export class CannotTakeIn extends Error {
  override readonly name: string = 'CannotTakeIn';
  readonly reason: string;

  constructor({ type, position }: Pick<RecordedEvent, 'type' | 'position'>, cause: unknown) {
    const reason = reasonOf(cause);
    super(`cannot take in ${type} at ${position}: ${reason}`, { cause });
    this.reason = reason;
  }
}
