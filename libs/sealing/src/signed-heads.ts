import { Injectable } from '@nestjs/common';
import { Database, type Instant, type OwnersSchema, type Sql } from '#platform';
import { unverifiedCheckpoint } from '#transparency';

/** Kept apart from the tree, which can be built again: what was signed once has to come out again. */
export const signedHeadTables = `
  CREATE SCHEMA sealing;
  CREATE TABLE sealing.signed_heads (
    size bigint PRIMARY KEY,
    note text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
`;

/** What a quantum computer cannot forge is ten times as long: it is kept of the newest, which is the one that is given out. */
export const cosignatures = `
  ALTER TABLE sealing.signed_heads ADD COLUMN cosignature text;
  CREATE INDEX signed_heads_cosigned ON sealing.signed_heads (size) WHERE cosignature IS NOT NULL;
  -- To be given out: what they vouch for is checked with those of the file, which the database cannot change.
  CREATE TABLE sealing.public_keys (key text PRIMARY KEY, told_at timestamptz NOT NULL DEFAULT clock_timestamp());
`;

/** The program adds to what was signed, and lets cosignatures go; the rest it works on. */
export const sealingSchemas: readonly OwnersSchema[] = [
  {
    name: 'sealing',
    granted: [
      'SELECT, INSERT ON ALL TABLES IN SCHEMA sealing',
      'UPDATE (cosignature) ON sealing.signed_heads',
      'UPDATE, DELETE ON sealing.witnesses',
      'UPDATE, DELETE ON sealing.directories',
    ],
  },
];

/** A checkpoint of the log that was signed. */
export interface SignedHead {
  /** How many leaves it says it has; the note is what counts. */
  readonly size: number;
  /** A signed note of C2SP. */
  readonly note: string;
}

/** What the newest checkpoint says, for people. */
interface NewestCheckpoint {
  readonly size: number;
  /** In base64, as in the note. */
  readonly root: string;
  readonly signedAt: Instant;
}

interface HeadRow {
  size: string;
  note: string;
}

const COLUMNS = `size, note || coalesce(cosignature, '') AS note`;

const toHead = ({ size, note }: HeadRow): SignedHead => ({ size: Number(size), note });

const MOST_LOOKED_AT = 20;

/** What a note says of its size; null where it is none. */
function sizeIn(note: string): number | null {
  try {
    return unverifiedCheckpoint(note).size;
  } catch {
    return null;
  }
}

/** Every checkpoint that was ever signed. */
@Injectable()
export class SignedHeads {
  constructor(private readonly database: Database) {}

  /** With the signatures of witnesses who have cosigned it. */
  async newest(): Promise<SignedHead | undefined> {
    const newest = await this.first<HeadRow>(
      'sealing-newest-head',
      `SELECT size, note || coalesce(cosignature, '') || coalesce((SELECT string_agg(w.lines, '' ORDER BY w.lines)
                      FROM sealing.witnesses w WHERE w.size = head.size AND starts_with(w.note, head.note)), '') AS note
             FROM sealing.signed_heads head ORDER BY size DESC`,
    );
    return newest && toHead(newest);
  }

  /** The same as the log itself has signed it, with both its keys. */
  async newestSigned(): Promise<SignedHead | undefined> {
    const newest = await this.first<HeadRow>(
      'sealing-newest-signed',
      `SELECT ${COLUMNS} FROM sealing.signed_heads ORDER BY size DESC`,
    );
    return newest && toHead(newest);
  }

  /** Null before the first was signed. */
  async newestCheckpoint(): Promise<NewestCheckpoint | null> {
    const newest = await this.first<HeadRow & { signedAt: Date }>(
      'sealing-newest-checkpoint',
      'SELECT size, note, signed_at AS "signedAt" FROM sealing.signed_heads ORDER BY size DESC',
    );
    if (!newest) return null;
    const { size, root } = unverifiedCheckpoint(newest.note);
    return { size, root: root.toString('base64'), signedAt: newest.signedAt.toISOString() };
  }

  /** The program may add rows: one whose note does not say its size, which nobody can have signed, is left out. */
  private async first<Row extends HeadRow>(name: string, newestFirst: string): Promise<Row | undefined> {
    // Answers to commands ask for it: mostly the first row will do.
    for (const most of [1, MOST_LOOKED_AT]) {
      const query = { name: `${name}-${most}`, text: `${newestFirst} LIMIT ${most}` };
      const { rows } = await this.database.query<Row>(query);
      const found = rows.find(({ size, note }) => sizeIn(note) === Number(size));
      if (found || rows.length === 0) return found;
    }
    return undefined;
  }

  /** In the order of their sizes. */
  all(): Promise<SignedHead[]> {
    return this.after(-1);
  }

  /** Those of more leaves. */
  after(size: number): Promise<SignedHead[]> {
    return signedBetween(this.database, size, Number.MAX_SAFE_INTEGER);
  }

  /** @param cosignature one more line of the note; that of the heads before is let go */
  async add({ size, note }: SignedHead, cosignature: string): Promise<void> {
    await this.database.query(
      `WITH before AS (UPDATE sealing.signed_heads SET cosignature = NULL WHERE cosignature IS NOT NULL AND size < $1)
       INSERT INTO sealing.signed_heads (size, note, cosignature) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [size, note, cosignature],
    );
  }

  /** The public keys, as far as who signs has told: for people to compare and keep, never to check this register by. */
  async keys(): Promise<string[]> {
    const { rows } = await this.database.query<{ key: string }>(
      'SELECT key FROM sealing.public_keys ORDER BY told_at, key COLLATE "C"',
    );
    return rows.map(({ key }) => key);
  }

  async tellKeys(keys: readonly string[]): Promise<void> {
    await this.database.query(
      'INSERT INTO sealing.public_keys (key) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
      [keys],
    );
  }
}

/** The heads of more than `after` leaves and at most `upTo`, in the order of their sizes. */
export async function signedBetween(sql: Sql, after: number, upTo: number): Promise<SignedHead[]> {
  const { rows } = await sql.query<HeadRow>({
    name: 'sealing-signed-between',
    text: `SELECT ${COLUMNS} FROM sealing.signed_heads WHERE size > $1 AND size <= $2 ORDER BY size`,
    values: [after, upTo],
  });
  return rows.map(toHead);
}
