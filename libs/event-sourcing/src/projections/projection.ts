import type { Sql } from '#platform';
import type { DomainEvent, RecordedEvent } from '../events.ts';

/** A read model: tables that follow from the events alone, and can be built again from them at any time. */
export interface Projection<Event extends DomainEvent = DomainEvent> {
  /** Also the PostgreSQL schema its tables live in: queries say `{name}.{table}`. */
  readonly name: string;
  /** Raise it when the tables or their meaning change: the read model is then built anew beside the old one. */
  readonly version: number;
  /** The streams it follows: `account` for `account-…`. All of them when absent. */
  readonly categories?: readonly string[];
  /** Events come to it as the store keeps them (`StoredEvent`), and not as the domain reads them today. */
  readonly asStored?: true;
  /** Its rows hold places of the log: it is built anew when the log moves to another store (`moveLog`). */
  readonly keepsPositions?: true;
  /**
   * How long it is left alone once it has taken in what there was, where that was more than a few events, so that under load it takes in more
   * at once; not at all when absent. For what writes nearly as much for one event as for a thousand, and is not what anybody reads right
   * after writing.
   */
  readonly restMs?: number;
  /** DDL of the tables, names without schema. */
  readonly tables: string;
  /** DDL of the indexes that only queries need. A rebuild makes them when the rows are in, at a fraction of the cost. */
  readonly indexes?: string;
  /**
   * Brings the tables up to date with a batch. Names are without schema here too. Runs in the transaction that
   * also moves the checkpoint: every event counts exactly once. Prefer one statement for the whole batch.
   */
  project(events: readonly RecordedEvent<Event>[], sql: Sql): Promise<void>;
}
