import { Injectable } from '@nestjs/common';
import { type EventStore, type Position, START } from '#event-sourcing';
import { Database, deriveId, executionContext, type Instant } from '#platform';
import {
  type Checkpoint,
  CompactRange,
  entryText,
  leafHash,
  rootOf,
  unverifiedCheckpoint,
} from '#transparency';
import { type LogReplacedEvent, REPLACEMENTS_STREAM } from './domain/log-replaced.ts';
import { NoSuchTile } from './read-models/tree/query.ts';

/**
 * What was sealed of logs that an encrypted copy has replaced: hashes and checkpoints alone, which say nothing of persons, and still prove
 * what was kept of them. They cannot be built again.
 */
export const replacedLogTables = `
  CREATE TABLE sealing.replaced_logs (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    events bigint NOT NULL,
    sealed bigint NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE sealing.replaced_heads (
    log int REFERENCES sealing.replaced_logs,
    size bigint,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    PRIMARY KEY (log, size)
  );
  CREATE TABLE sealing.replaced_tiles (
    log int REFERENCES sealing.replaced_logs,
    level smallint,
    index bigint,
    hashes bytea NOT NULL,
    PRIMARY KEY (log, level, index)
  );
  ALTER TABLE sealing.replaced_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;
  CREATE TABLE sealing.replaced_entries (
    log int REFERENCES sealing.replaced_logs,
    partner text COLLATE "C",
    number bigint,
    index bigint NOT NULL,
    leaf bytea NOT NULL,
    told bytea NOT NULL,
    PRIMARY KEY (log, partner, number)
  );
`;

/** The logs that were replaced, each as far as it was sealed. */
@Injectable()
export class ReplacedLogs {
  constructor(private readonly database: Database) {}

  /** How many events were sealed of the log of this name that was replaced; null where none was. */
  async named(origin: string): Promise<{ readonly sealed: number } | null> {
    const { rows } = await this.database.query<{ sealed: string; note: string }>(
      `SELECT sealed, note FROM sealing.replaced_logs JOIN sealing.replaced_heads ON log = number AND size = sealed
       ORDER BY number DESC`,
    );
    const log = rows.find(({ note }) => unverifiedCheckpoint(note).origin === origin);
    return log ? { sealed: Number(log.sealed) } : null;
  }

  /** Whether a log that was replaced is the one that a checkpoint vouches for. Its signature is for others to check. */
  async contain({ size, root }: Pick<Checkpoint, 'size' | 'root'>): Promise<boolean> {
    const { rows } = await this.database.query<{ log: number }>(
      'SELECT number AS log FROM sealing.replaced_logs WHERE sealed >= $1 ORDER BY number',
      [size],
    );
    for (const { log } of rows) {
      if ((await rootOf(size, ({ level, index }) => this.tile(log, level, index))).equals(root)) return true;
    }
    return false;
  }

  /** Whether what concerned a partner in a log that was replaced has this root. */
  async containPart(partner: string, { size, root }: Pick<Checkpoint, 'size' | 'root'>): Promise<boolean> {
    const { rows } = await this.database.query<{ log: number; index: string; leaf: Buffer; told: Buffer }>(
      `SELECT log, index, leaf, told FROM sealing.replaced_entries WHERE partner = $1 AND number <= $2
       ORDER BY log, number`,
      [partner, size],
    );
    const leaves = new Map<number, Buffer[]>();
    for (const { log, index, ...row } of rows) {
      const ofLog = leaves.get(log) ?? [];
      ofLog.push(leafHash(entryText({ ...row, index: Number(index) })));
      leaves.set(log, ofLog);
    }
    return [...leaves.values()].some((all) => all.length === size && CompactRange.of(all).root.equals(root));
  }

  /** Says in the log itself what it has replaced, where it does not yet: with the log, that is sealed. How many were not said. */
  async record(store: EventStore, now: Instant): Promise<number> {
    const { rows } = await this.database.query<{ number: number; events: string; checkpoint: string | null }>(
      `SELECT number, events, (SELECT note FROM sealing.replaced_heads WHERE log = number ORDER BY size DESC LIMIT 1) AS checkpoint
       FROM sealing.replaced_logs ORDER BY number`,
    );
    const said = (await store.readStream(REPLACEMENTS_STREAM)).length;
    const { actor, correlationId, causationId } = executionContext();
    const metadata = { correlationId, causationId, actor, occurredAt: now };
    for (const [revision, { number, events, checkpoint }] of rows.entries()) {
      if (revision < said) continue;
      const event: LogReplacedEvent = { type: 'LogReplaced', data: { events: Number(events), checkpoint } };
      await store.append(REPLACEMENTS_STREAM, revision === 0 ? 'none' : revision - 1, [
        { ...event, id: deriveId('log-replaced', number), metadata },
      ]);
    }
    return rows.length - said;
  }

  private async tile(log: number, level: number, index: number): Promise<Buffer> {
    const { rows } = await this.database.query<{ hashes: Buffer }>(
      'SELECT hashes FROM sealing.replaced_tiles WHERE log = $1 AND level = $2 AND index = $3',
      [log, level, index],
    );
    if (!rows[0]) throw new NoSuchTile(`${level}/${index}`);
    return rows[0].hashes;
  }
}

/** Up to where events stand in the place of those of a log that was replaced: what was said of heads before the log said so was said of that one. */
export async function replacedUpTo(
  stored: EventStore,
): Promise<{ readonly events: number; readonly saidAt: Position }> {
  const said = await stored.readStream(REPLACEMENTS_STREAM);
  return {
    events: Math.max(0, ...said.map(({ data }) => (data as LogReplacedEvent['data']).events)),
    saidAt: said.at(-1)?.position ?? START,
  };
}
