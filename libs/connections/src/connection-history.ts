import { Injectable } from '@nestjs/common';
import { EventStore, type Position, type RecordedEvent } from '#event-sourcing';
import { Database, type Instant, MINUTE_MS, plusMs } from '#platform';
import { type ConnectionsEvent, connectionsStream } from './domain/connections.ts';

/** How far the stream of a code was read, and the last success up to there: a snapshot, which may be lost. */
export const historyTables = `
  CREATE SCHEMA IF NOT EXISTS admission;
  CREATE TABLE admission.last_successes (
    user_code text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL,
    at timestamptz
  );
`;

interface Snapshot {
  readonly revision: number;
  readonly at: Instant | null;
}

/** What is read at first: the two steps of a sign-in, the sign-out before and one to spare. */
const LATEST = 4;
const PAGE = 100;
/** Those of several machines: events of one stream are in the order in which they were written. */
const CLOCKS_DIFFER_MS = 10 * MINUTE_MS;

/** What the log itself says of the attempts on a code. */
@Injectable()
export class ConnectionHistory {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

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
   * The last successful connection with a code, or null (R21). It is mostly among the last events. Where it is not, since the
   * code is attacked, how far was read is kept, so that nothing is read twice.
   */
  async lastSuccess(userCode: string): Promise<Instant | null> {
    let found: Instant | null = null;
    let snapshot: Snapshot | null = null;
    let newest = 0;
    let read = 0;
    for await (const { revision, type, data, metadata } of this.backwards(userCode)) {
      if (read === 0) newest = revision;
      if (read === PAGE) snapshot = await this.snapshotOf(userCode);
      read++;
      if (snapshot && revision <= snapshot.revision) found = snapshot.at;
      else if (type === 'LoginAttempted' && data.outcome === 'success') found = metadata.occurredAt;
      else continue;
      break;
    }
    if (read > PAGE) await this.keep(userCode, { revision: newest, at: found });
    return found;
  }

  /**
   * Whether the log tells of the sign-in that opened this session, and of no sign-out since. It is mostly among the last
   * events, as that of `lastSuccess`; nothing older than the session is looked for.
   */
  async tellsOf({
    id,
    userCode,
    openedAt,
  }: {
    readonly id: string;
    readonly userCode: string;
    readonly openedAt: Instant;
  }): Promise<boolean> {
    const oldest = plusMs(openedAt, -CLOCKS_DIFFER_MS);
    for await (const { type, data, metadata } of this.backwards(userCode)) {
      if (type === 'LoggedOut' && data.sessionId === id) return false;
      if (type === 'LoginAttempted' && data.sessionId === id) return data.outcome === 'success';
      if (metadata.occurredAt < oldest) return false;
    }
    return false;
  }

  /** The latest first, in pages, of which the first is short. */
  private async *backwards(userCode: string): AsyncGenerator<RecordedEvent<ConnectionsEvent>> {
    const stream = connectionsStream({ userCode, identifierHash: null });
    let from: number | undefined;
    for (let limit = LATEST; from === undefined || from >= 0; limit = PAGE) {
      const page = (await this.store.readStream(stream, {
        direction: 'backwards',
        from,
        limit,
      })) as RecordedEvent<ConnectionsEvent>[];
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      from = last.revision - 1;
    }
  }

  private async snapshotOf(userCode: string): Promise<Snapshot | null> {
    const { rows } = await this.database.query<{ revision: string; at: Date | null }>(
      'SELECT revision, at FROM admission.last_successes WHERE user_code = $1',
      [userCode],
    );
    const [row] = rows;
    return row ? { revision: Number(row.revision), at: row.at?.toISOString() ?? null } : null;
  }

  private async keep(userCode: string, { revision, at }: Snapshot): Promise<void> {
    await this.database.query(
      `INSERT INTO admission.last_successes AS known VALUES ($1, $2, $3)
       ON CONFLICT (user_code) DO UPDATE SET revision = excluded.revision, at = excluded.at
       WHERE known.revision < excluded.revision`,
      [userCode, revision, at],
    );
  }
}
