import { Injectable } from '@nestjs/common';
import { Database, frenchOrder, type Instant } from '#platform';
import type { SignedHead } from '../signed-heads.ts';
import type { WitnessFault } from './ask-witness.ts';

/** What each witness has cosigned last, and why it does not by now. */
export const witnessTables = `
  CREATE TABLE sealing.witnesses (
    name text PRIMARY KEY,
    size bigint,
    -- What was cosigned, with both signatures of the log.
    note text,
    lines text,
    cosigned_at timestamptz,
    fault text,
    failing_since timestamptz
  );
`;

export interface WitnessState {
  readonly name: string;
  /** Events of the log that it has cosigned; null before the first time. */
  readonly size: number | null;
  readonly cosignedAt: Instant | null;
  /** Why it gave no cosignature the last time; null where it did. */
  readonly fault: WitnessFault | null;
  readonly failingSince: Instant | null;
}

interface WitnessRow {
  readonly name: string;
  readonly size: string | null;
  readonly cosignedAt: Date | null;
  readonly fault: WitnessFault | null;
  readonly failingSince: Date | null;
}

/** What witnesses outside have said of the log. */
@Injectable()
export class Witnesses {
  constructor(private readonly database: Database) {}

  /** Of all that are asked. */
  async states(): Promise<WitnessState[]> {
    const { rows } = await this.database.query<WitnessRow>({
      name: 'sealing-witnesses',
      text: `SELECT name, size, cosigned_at AS "cosignedAt", fault, failing_since AS "failingSince"
             FROM sealing.witnesses ORDER BY ${frenchOrder('name')}`,
    });
    return rows.map(({ size, cosignedAt, failingSince, ...row }) => ({
      ...row,
      size: size === null ? null : Number(size),
      cosignedAt: cosignedAt?.toISOString() ?? null,
      failingSince: failingSince?.toISOString() ?? null,
    }));
  }

  /** The newest checkpoint that a witness has cosigned, with the signatures of all who cosigned that one; null where there is none. */
  async newestCosigned(): Promise<SignedHead | null> {
    const { rows } = await this.database.query<{ size: string; note: string }>(
      `SELECT size, note || string_agg(lines, '' ORDER BY lines) AS note FROM sealing.witnesses
       WHERE size IS NOT NULL GROUP BY size, note ORDER BY size DESC LIMIT 1`,
    );
    const [row] = rows;
    return row ? { size: Number(row.size), note: row.note } : null;
  }

  async cosigned(name: string, { size, note }: SignedHead, lines: string, at: Instant): Promise<void> {
    await this.database.query(
      `INSERT INTO sealing.witnesses (name, size, note, lines, cosigned_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (name) DO UPDATE SET size = $2, note = $3, lines = $4, cosigned_at = $5, fault = NULL, failing_since = NULL`,
      [name, size, note, lines, at],
    );
  }

  /** Of others nothing is told any more: they are not asked. */
  async keepOnly(names: readonly string[]): Promise<void> {
    await this.database.query('DELETE FROM sealing.witnesses WHERE name <> ALL ($1)', [names]);
  }

  async failed(name: string, fault: WitnessFault, at: Instant): Promise<void> {
    await this.database.query(
      `INSERT INTO sealing.witnesses (name, fault, failing_since) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET fault = $2, failing_since = coalesce(sealing.witnesses.failing_since, $3)`,
      [name, fault, at],
    );
  }
}
