import { Readable } from 'node:stream';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  type EventStore,
  formatPosition,
  PostgresEventStore,
  START,
  type StoredEvent,
  verbatim,
} from '#event-sourcing';
import type { Database, Notifications } from '#platform';
import type { Connection } from '../../libs/event-sourcing/src/eventstoredb/connection.ts';
import { LogReader } from '../../libs/event-sourcing/src/eventstoredb/log-reader.ts';
import { COLUMNS, type EventRow } from '../../libs/event-sourcing/src/postgres/rows.ts';
import type { EventLog } from '../eventstoredb/log.ts';
import { messages } from '../eventstoredb/messages.ts';

/** What may be another in an event: any of it. */
export type Edit = Partial<Omit<StoredEvent, 'position'>>;

/**
 * The log as an engine hands it out, event by event, in the engine's own form. What reads it is its adapter, so that whatever an
 * adapter would overlook is overlooked here too.
 */
export interface HandedOut<Record = unknown> {
  readonly records: readonly Record[];
  edited(record: Record, edit: Edit): Record;
  /** These records, whoever has put them together, in place of the log. */
  reading(records: readonly Record[]): EventStore;
}

/** Rows of the table of events. */
export async function fromPostgres(database: Database): Promise<HandedOut<EventRow>> {
  const { rows: records } = await database.query<EventRow>(
    `SELECT ${COLUMNS} FROM event_log.events ORDER BY transaction_id, sequence`,
  );
  return {
    records,
    edited: (row, { revision, recordedAt, ...edit }) => ({
      ...row,
      ...edit,
      ...(revision === undefined ? {} : { revision: String(revision) }),
      ...(recordedAt === undefined ? {} : { recorded_at: new Date(recordedAt) }),
    }),
    reading: (rows) => new PostgresEventStore(answering(rows), {} as Notifications, verbatim),
  };
}

/** A database that has these rows in answer to a read of the log: they stand behind one another, whatever they say of it. */
function answering(rows: readonly EventRow[]): Database {
  const placed = rows.map((row, at) => ({
    ...row,
    transaction_id: String(at + 1),
    sequence: String(at + 1),
  }));
  const end = String(rows.length);
  const head = { head_transaction_id: end, head_sequence: end, held_back: false };
  const query = async ({
    name,
    values: [after, , limit],
  }: {
    name: string;
    values: [string, string, number];
  }) => {
    if (name !== 'event-log-read-all') throw new Error(`Not answered here: ${name}`);
    const page = placed.slice(Number(after), Number(after) + limit);
    return { rows: page.length > 0 ? page.map((row) => ({ ...row, ...head })) : [{ id: null, ...head }] };
  };
  return { query } as unknown as Database;
}

type Message = streams.ReadResp;

/** Messages of the server of EventStoreDB. */
export function fromEventStoreDb(log: EventLog): HandedOut<Message> {
  return {
    records: log.events.map(({ message }) => streams.ReadResp.deserializeBinary(message)),
    edited: (message, edit) => {
      const copy = streams.ReadResp.deserializeBinary(message.serializeBinary());
      write(recordedIn(copy), edit);
      return copy;
    },
    reading: (records) => ({ catchUp: () => caughtUpOn(records) }) as unknown as EventStore,
  };
}

const recordedIn = (message: Message) => message.getEvent()!.getEvent()!;

function write(event: ReturnType<typeof recordedIn>, edit: Edit): void {
  const properties = event.getMetadataMap();
  const said = JSON.parse(Buffer.from(event.getCustomMetadata_asU8()).toString());
  const { correlationId, causationId, ...others } = edit.metadata ?? {};
  const metadata = {
    ...said,
    ...others,
    ...(correlationId === undefined ? {} : { $correlationId: correlationId }),
    ...(causationId === undefined ? {} : { $causationId: causationId }),
    ...(edit.schema === undefined ? {} : { schema: edit.schema }),
    ...(edit.recordedAt === undefined ? {} : { recordedAt: edit.recordedAt }),
  };
  event.setCustomMetadata(bytesOf(metadata));
  if (edit.data !== undefined) event.setData(bytesOf(edit.data));
  if (edit.type !== undefined) properties.set('type', edit.type);
  if (edit.id !== undefined) event.getId()!.setString(edit.id);
  if (edit.revision !== undefined) event.setStreamRevision(String(edit.revision));
  if (edit.stream !== undefined) event.getStreamIdentifier()!.setStreamName(Buffer.from(edit.stream));
}

const bytesOf = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** As a subscription brings them. */
async function* caughtUpOn(records: readonly Message[]) {
  const bytes = [...records.map((record) => record.serializeBinary()), messages.caughtUp()];
  const call = (_path: string, _serialize: unknown, deserialize: (bytes: Buffer) => unknown) =>
    Object.assign(Readable.from(bytes.map((message) => deserialize(Buffer.from(message)))), {
      cancel: () => {},
    });
  const connection = {
    callArguments: [],
    silenceMs: 10_000,
    node: async () => ({ makeServerStreamRequest: call }),
    failed: async (_: unknown, error: Error) => error,
  } as unknown as Connection;
  const wanted = { after: START, categories: undefined, limit: 2000, head: LAST };
  const reader = new LogReader(connection, verbatim, wanted, (question) => question());
  for (let batch = await reader.next(); ; batch = await reader.next()) {
    yield batch;
    if (batch.caughtUp) break;
  }
  await reader.close();
}

/** Behind any event. */
const LAST = formatPosition(2n ** 64n - 1n, 2n ** 64n - 1n);
