import type { Batch, ReadAllOptions } from '../event-store.ts';
import type { EventSerializer } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { later, type Position, parsePosition, START } from '../position.ts';
import { COLUMNS, type EventRow, type Query, toEvent, toPosition } from './rows.ts';

export const DEFAULT_LIMIT = 1000;

export interface LogPage extends Batch {
  /** Events are written behind it, which a running transaction keeps back. */
  readonly heldBack: boolean;
}

export type LogRows = Omit<LogPage, 'events'> & { readonly rows: readonly EventRow[] };

/** A row without event says only where the log stands. */
interface LogRow extends EventRow {
  /** The place of the last readable event. */
  head_transaction_id: string | null;
  head_sequence: string | null;
  held_back: boolean;
}

/** Reads of the log in its order; `schema.ts` explains it. */
export class LogReads {
  constructor(
    private readonly query: Query,
    private readonly serializer: EventSerializer,
  ) {}

  async read(options: ReadAllOptions): Promise<LogPage> {
    const { rows, ...page } = await this.rows(options);
    return { ...page, events: rows.map((row) => this.toEvent(row)) };
  }

  async count({ after, categories }: Pick<ReadAllOptions, 'after' | 'categories'>): Promise<number> {
    const { major, minor } = parsePosition(after);
    const from = [major.toString(), minor.toString()];
    const { rows } = await this.query<{ events: string }>(
      categories
        ? { ...COUNT_CATEGORIES, values: [...from, [...new Set(categories)]] }
        : { ...COUNT_ALL, values: from },
    );
    return Number(rows[0]!.events);
  }

  async rows({ after, categories, limit = DEFAULT_LIMIT }: ReadAllOptions): Promise<LogRows> {
    const { major, minor } = parsePosition(after);
    // One row more than asked tells whether there are more.
    const page = [major.toString(), minor.toString(), limit + 1];
    const answer = await this.query<LogRow>(
      categories
        ? { ...READ_CATEGORIES, values: [...page, [...new Set(categories)]] }
        : { ...READ_ALL, values: page },
    );
    const head = answer.rows[0]!;
    const found = answer.rows.filter((row) => row.id !== null);
    const caughtUp = found.length <= limit;
    const rows = found.slice(0, limit);
    const end = headOf(head);
    const position = caughtUp ? later(end, after) : toPosition(rows.at(-1)!);
    return { rows, position, head: end, caughtUp, heldBack: head.held_back };
  }

  toEvent(row: EventRow): RecordedEvent {
    return toEvent(row, this.serializer);
  }
}

const headOf = ({ head_transaction_id, head_sequence }: LogRow): Position =>
  head_transaction_id && head_sequence
    ? toPosition({ transaction_id: head_transaction_id, sequence: head_sequence })
    : START;

const behind = (condition: string) => `
  FROM event_log.events
  WHERE ${condition} AND (transaction_id, sequence) > ($1, $2) AND transaction_id < horizon`;

const pageOf = (condition: string) => `
  SELECT ${COLUMNS} ${behind(condition)}
  ORDER BY transaction_id, sequence LIMIT $3`;

/** Each category is read along its own index, whatever the planner believes of the table. */
const PAGE_OF_CATEGORIES = `
  SELECT page.* FROM unnest($4::text[]) AS wanted, LATERAL (${pageOf('category = wanted')}) AS page
  ORDER BY transaction_id, sequence LIMIT $3`;

/** All streams but the store's own, such as the metadata of others. By their names, which are sealed with their events. */
const OUR_OWN = `stream NOT LIKE '$%'`;
const PAGE_OF_ALL = pageOf(OUR_OWN);

/** A page of the log, and where the log stands: seen in one snapshot. */
const readLogQuery = (page: string) => `
  WITH log AS MATERIALIZED (SELECT event_log.horizon() AS horizon)
  SELECT page.*, head.transaction_id AS head_transaction_id, head.sequence AS head_sequence,
         coalesce(newest.transaction_id >= horizon, false) AS held_back
  FROM log
  LEFT JOIN LATERAL (SELECT transaction_id FROM event_log.events
    ORDER BY transaction_id DESC LIMIT 1) AS newest ON true
  LEFT JOIN LATERAL (SELECT transaction_id, sequence FROM event_log.events WHERE transaction_id < horizon
    ORDER BY transaction_id DESC, sequence DESC LIMIT 1) AS head ON true
  LEFT JOIN LATERAL (${page}) AS page ON true
  ORDER BY page.transaction_id, page.sequence`;

const countQuery = (events: string) => `
  WITH log AS MATERIALIZED (SELECT event_log.horizon() AS horizon)
  SELECT count(*) AS events FROM log, LATERAL (${events}) AS event`;

const COUNT_ALL = { name: 'event-log-count-all', text: countQuery(`SELECT ${behind(OUR_OWN)}`) };
const COUNT_CATEGORIES = {
  name: 'event-log-count-categories',
  text: countQuery(
    `SELECT event.* FROM unnest($3::text[]) AS wanted, LATERAL (SELECT ${behind('category = wanted')}) AS event`,
  ),
};
const READ_ALL = { name: 'event-log-read-all', text: readLogQuery(PAGE_OF_ALL) };
const READ_CATEGORIES = { name: 'event-log-read-categories', text: readLogQuery(PAGE_OF_CATEGORIES) };
