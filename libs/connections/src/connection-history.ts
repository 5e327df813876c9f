import { Injectable } from '@nestjs/common';
import { EventStore, type Position, type RecordedEvent } from '#event-sourcing';
import type { Instant } from '#platform';
import type { AttemptOutcome, ConnectionsEvent } from './domain/connections.ts';
import { DAY_MS, NO_ATTEMPTS, type Standing, standingAfter } from './domain/standing.ts';

interface PastAttempt {
  readonly at: Instant;
  readonly outcome: AttemptOutcome;
}

const PAGE = 100;

/** What the log itself says of the attempts on a code. */
@Injectable()
export class ConnectionHistory {
  constructor(private readonly store: EventStore) {}

  /** The last successful connection with a code, or null (R21). */
  async lastSuccess(userCode: string): Promise<Instant | null> {
    return (await this.standingOf(userCode)).lastSuccess;
  }

  /** The same with its place in the log; null when that holds only what was counted of it elsewhere. */
  async lastSuccessfulAttempt(userCode: string): Promise<{ at: Instant; position: Position | null } | null> {
    const at = await this.lastSuccess(userCode);
    if (at === null) return null;
    for await (const { type, data, metadata, position } of this.backwards(userCode)) {
      if (metadata.occurredAt < at) break;
      if (type === 'LoginAttempted' && data.outcome === 'success' && metadata.occurredAt === at) {
        return { at, position };
      }
    }
    return { at, position: null };
  }

  /**
   * Where the attempts on a subject stand (see `subjectOf`): the last event says it. Events that do not, since they are
   * older than that or were brought in from elsewhere, are counted one by one, until the next attempt says it for them.
   */
  async standingOf(subject: string): Promise<Standing> {
    const uncounted: PastAttempt[] = [];
    let known = NO_ATTEMPTS;
    let succeeded = false;
    for await (const { type, data, metadata } of this.backwards(subject)) {
      if (data.standing) {
        known = data.standing;
        break;
      }
      if (type !== 'LoginAttempted') continue;
      uncounted.push({ at: metadata.occurredAt, outcome: data.outcome });
      succeeded ||= data.outcome === 'success';
      if (succeeded && Date.parse(uncounted[0]!.at) - Date.parse(metadata.occurredAt) > DAY_MS) break;
    }
    return uncounted.reduceRight((standing, { at, outcome }) => standingAfter(standing, outcome, at), known);
  }

  /** The latest first, and at first the latest alone. */
  private async *backwards(subject: string): AsyncGenerator<RecordedEvent<ConnectionsEvent>> {
    const stream = `connections-${subject}`;
    let from: number | undefined;
    for (let limit = 1; from === undefined || from >= 0; limit = PAGE) {
      const page = (await this.store.readStream(stream, {
        direction: 'backwards',
        ...{ from, limit },
      })) as RecordedEvent<ConnectionsEvent>[];
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      from = last.revision - 1;
    }
  }
}
