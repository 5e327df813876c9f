import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedEvent } from '#event-sourcing';
import type { Instant } from '#platform';
import type { AttemptOutcome, ConnectionsEvent } from './domain/connections.ts';

export interface PastAttempt {
  readonly at: Instant;
  readonly outcome: AttemptOutcome;
}

const PAGE = 31;

/** What the log itself says of the attempts on a code: read backwards, and no further than needed. */
@Injectable()
export class ConnectionHistory {
  constructor(private readonly store: EventStore) {}

  /** The last successful connection with a code, or null (R21: failures are passed over). */
  async lastSuccess(userCode: string): Promise<Instant | null> {
    for await (const { at, outcome } of this.attempts(userCode)) {
      if (outcome === 'success') return at;
    }
    return null;
  }

  /** The attempts on a subject (see `subjectOf`), the latest first. The reader stops when it has seen enough. */
  async *attempts(subject: string): AsyncGenerator<PastAttempt> {
    const stream = `connections-${subject}`;
    let from: number | undefined;
    while (from === undefined || from >= 0) {
      const page = (await this.store.readStream(stream, {
        direction: 'backwards',
        from,
        limit: PAGE,
      })) as RecordedEvent<ConnectionsEvent>[];
      for (const { type, data, metadata } of page) {
        if (type === 'LoginAttempted') yield { at: metadata.occurredAt, outcome: data.outcome };
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      from = last.revision - 1;
    }
  }
}
