import { Grouping } from '#platform';
import type { LogPlace, Query } from './rows.ts';
import { WRITE } from './schema.ts';

/** An event as its row keeps it. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly data: object;
  readonly metadata: object;
}

export interface Append {
  readonly stream: string;
  /** The last revision of the stream; or -1 none, -2 exists, -3 any. */
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

/** Appends of the same time are one statement and one commit, each all or nothing whatever becomes of the others. */
export class Appends {
  private readonly grouping: Grouping<Append, WrittenRow | null>;

  constructor(private readonly query: Query) {
    this.grouping = new Grouping((appends) => this.together(appends), fits);
  }

  /** Null when nothing was written, for the stream is not as expected. */
  append(append: Append): Promise<WrittenRow | null> {
    return this.grouping.ask(append);
  }

  private async together(appends: readonly Append[]): Promise<(WrittenRow | null)[]> {
    // In one order: two programs that write to the same streams wait for each other, and not crosswise.
    const inOrder = appends.toSorted((one, other) => (one.stream < other.stream ? -1 : 1));
    const events = inOrder.flatMap(({ stream, expected, events }) =>
      events.map((event, index) => ({ stream, expected, ahead: 1 + index, ...event })),
    );
    const { rows } = await this.query<WrittenRow>({
      name: 'event-log-write',
      text: WRITE,
      values: [JSON.stringify(events)],
    });
    const last = new Map(rows.map((row) => [row.stream, row]));
    return appends.map(({ stream }) => last.get(stream) ?? null);
  }
}

/** Of two appends to one stream, the later would have to know what the earlier writes: they do not go together. */
const fits = ({ stream, events }: Append, group: readonly Append[]): boolean =>
  group.every((other) => other.stream !== stream) &&
  group.reduce((sum, other) => sum + other.events.length, events.length) <= MOST_EVENTS_TOGETHER;
