import { conflict } from '#platform';
import type { Decider } from './decider.ts';
import type { EventStore } from './event-store.ts';
import type { EventTypes } from './event-types.ts';
import type { RecordedEvent } from './events.ts';
import type { FollowerLog } from './follower.ts';
import { START } from './position.ts';
import type { Projection } from './projections/projection.ts';

/** Counters that stop at a limit: the smallest domain with a rule, for the tests of the kernel. */
export type CounterEvent =
  | { type: 'Counted'; data: { by: number } }
  | { type: 'CounterClosed'; data: { at: string } };

export type CounterCommand = { type: 'Count'; by: number } | { type: 'Close' } | { type: 'Nothing' };

export const counterTypes: EventTypes<CounterEvent> = {
  Counted: { schema: 1 },
  CounterClosed: { schema: 1 },
};

interface Counter {
  readonly total: number;
  readonly closed: boolean;
}

export const counter = {
  category: 'counter',
  initialState: { total: 0, closed: false },
  decide: (command, { total, closed }, now) => {
    if (command.type === 'Nothing') return [];
    if (closed) throw conflict('closed', 'Le compteur est clos.');
    if (command.type === 'Close') return [{ type: 'CounterClosed', data: { at: now } }];
    if (total + command.by > 15) throw conflict('limit', 'Le compteur ne dépasse pas 15.');
    return Array.from({ length: command.by }, () => ({ type: 'Counted', data: { by: 1 } }));
  },
  evolve: (state, event) =>
    event.type === 'Counted' ? { ...state, total: state.total + event.data.by } : { ...state, closed: true },
} satisfies Decider<CounterCommand, CounterEvent, Counter>;

/** Totals by stream: wrong as soon as one event counts twice, or not at all. */
export const tally: Projection<CounterEvent> = {
  name: 'tally',
  version: 1,
  categories: ['counter'],
  tables: 'CREATE TABLE totals (stream text PRIMARY KEY, total int NOT NULL, events int NOT NULL)',
  project: async (events, sql) => {
    const by = events.map((event) => (event.type === 'Counted' ? event.data.by : 0));
    await sql.query({
      name: 'tally-add',
      text: `INSERT INTO totals AS t SELECT stream, sum(by), count(*) FROM unnest($1::text[], $2::int[]) AS e(stream, by)
             GROUP BY stream ON CONFLICT (stream)
             DO UPDATE SET total = t.total + excluded.total, events = t.events + excluded.events`,
      values: [events.map(({ stream }) => stream), by],
    });
  },
};

export interface Total {
  readonly stream: string;
  readonly total: number;
  readonly events: number;
}

/** What `tally` must hold: the fold of the log. */
export async function tallyOf(store: EventStore): Promise<Total[]> {
  const totals = new Map<string, Total>();
  for await (const batch of store.catchUp({ after: START, categories: ['counter'] })) {
    for (const event of batch.events as RecordedEvent<CounterEvent>[]) {
      const { stream } = event;
      const { total, events } = totals.get(stream) ?? { total: 0, events: 0 };
      const by = event.type === 'Counted' ? event.data.by : 0;
      totals.set(stream, { stream, total: total + by, events: events + 1 });
    }
  }
  return [...totals.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
}

/** A log that can be asked what was said. */
export class KeptLog implements FollowerLog {
  readonly infos: string[] = [];
  readonly errors: unknown[] = [];

  info(message: string): void {
    this.infos.push(message);
  }

  error(_: string, error: unknown): void {
    this.errors.push(error);
  }
}
