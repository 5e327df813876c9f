import type pg from 'pg';
import type { Statement } from '#platform';
import type { EventSerializer } from '../event-types.ts';
import type { RecordedEvent } from '../events.ts';
import { formatPosition, type Position } from '../position.ts';

/** What runs the statements of the store, its outages told apart. */
export type Query = <Row extends pg.QueryResultRow>(statement: Statement) => Promise<pg.QueryResult<Row>>;

export interface LogPlace {
  transaction_id: string;
  sequence: string;
}

export interface EventRow extends LogPlace {
  stream: string;
  revision: string;
  id: string;
  type: string;
  schema: number;
  data: object;
  metadata: RecordedEvent['metadata'];
  recorded_at: Date;
}

export const COLUMNS =
  'transaction_id, sequence, stream, revision, id, type, schema, data, metadata, recorded_at';

export const toPosition = ({ transaction_id, sequence }: LogPlace): Position =>
  formatPosition(transaction_id, sequence);

export const toEvent = (row: EventRow, serializer: EventSerializer): RecordedEvent =>
  // Without a spread, which takes longer than all else that is done here.
  Object.assign(serializer.deserialize(row), {
    id: row.id,
    metadata: row.metadata,
    stream: row.stream,
    revision: Number(row.revision),
    position: toPosition(row),
    recordedAt: row.recorded_at.toISOString(),
  });
