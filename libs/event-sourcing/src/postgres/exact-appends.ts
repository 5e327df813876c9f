import { Grouping } from '#platform';
import type { LogPlace, Query } from './rows.ts';
import { WRITE_AT_REVISIONS } from './schema.ts';

/** An event as its row keeps it. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: object;
  readonly metadata: object;
}

export interface ExactAppend {
  readonly stream: string;
  /** The last revision of the stream; -1 for a new one. */
  readonly expected: number;
  readonly events: readonly StoredEvent[];
}

/** The last event of an append. */
export interface WrittenRow extends LogPlace {
  stream: string;
  revision: string;
}

/** A larger group would keep its first waiting for its last. */
const MOST_EVENTS_TOGETHER = 500;

/**
 * Appends at exact revisions: those of the same time are one statement and one commit, each all or nothing whatever
 * becomes of the others.
 */
export class ExactAppends {
  private readonly grouping: Grouping<ExactAppend, WrittenRow | null>;

  constructor(private readonly query: Query) {
    this.grouping = new Grouping((appends) => this.together(appends), fits);
  }

  /** Null when nothing was written, for the stream is elsewhere. */
  append(append: ExactAppend): Promise<WrittenRow | null> {
    return this.grouping.ask(append);
  }

  private async together(appends: readonly ExactAppend[]): Promise<(WrittenRow | null)[]> {
    const events = appends.flatMap(({ stream, expected, events }) =>
      events.map((event, index) => ({ stream, expected, revision: expected + 1 + index, ...event })),
    );
    const { rows } = await this.query<WrittenRow>({
      name: 'event-log-write-at',
      text: WRITE_AT_REVISIONS,
      values: [JSON.stringify(events)],
    });
    const last = new Map(rows.map((row) => [row.stream, row]));
    return appends.map(({ stream }) => last.get(stream) ?? null);
  }
}

/** Of two appends to one stream at the same revision only one can be right: they do not go together. */
const fits = ({ stream, events }: ExactAppend, group: readonly ExactAppend[]): boolean =>
  group.every((other) => other.stream !== stream) &&
  group.reduce((sum, other) => sum + other.events.length, events.length) <= MOST_EVENTS_TOGETHER;
