import { Injectable } from '@nestjs/common';
import { Database, type Instant } from '#platform';
import { CompactRange, entryText, hashesIn, leafHash } from '#transparency';
import type { EventPlace } from '../../proofs-of.ts';

/** How far what concerns a partner has come. */
interface PartnerTree {
  readonly ordinal: number;
  readonly id: string;
  readonly size: number;
  readonly root: Buffer;
}

export interface PartnerTrees {
  /** Events of the log that they count. */
  readonly upTo: number;
  /** In the order of their ordinals, without a gap. */
  readonly partners: readonly PartnerTree[];
}

export interface KeptEntry {
  /** From 1. */
  readonly number: number;
  /** Place in the log, from 0. */
  readonly index: number;
  readonly leaf: Buffer;
  readonly told: Buffer;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: Instant;
}

interface EntryRow extends Omit<KeptEntry, 'number' | 'index' | 'revision' | 'recordedAt'> {
  readonly number: string;
  readonly index: string;
  readonly revision: string;
  readonly recordedAt: Date;
}

/** What concerns each partner, as far as the log was read. */
@Injectable()
export class PartnerTreesQuery {
  constructor(private readonly database: Database) {}

  /** All of them, at one place of the log. */
  async all(): Promise<PartnerTrees> {
    const { rows } = await this.database.query<{
      upTo: string;
      ordinal: number | null;
      id: string;
      size: string;
      hashes: Buffer;
    }>(
      `SELECT log.events AS "upTo", ordinal, id, size, hashes
       FROM partner_trees.log LEFT JOIN partner_trees.partners ON true ORDER BY ordinal`,
    );
    return {
      upTo: Number(rows[0]!.upTo),
      partners: rows.flatMap(({ ordinal, id, size, hashes }) => {
        if (ordinal === null) return [];
        const { size: entries, root } = new CompactRange(Number(size), hashesIn(hashes));
        return [{ ordinal, id, size: entries, root }];
      }),
    };
  }

  /** Null for a partner that nothing has named. */
  async ordinalOf(partner: string): Promise<number | null> {
    const { rows } = await this.database.query<{ ordinal: number }>(
      'SELECT ordinal FROM partner_trees.partners WHERE id = $1',
      [partner],
    );
    return rows[0]?.ordinal ?? null;
  }

  /** How many entries a partner has by now. */
  async sizeOf(partner: string): Promise<number> {
    const { rows } = await this.database.query<{ size: string }>({
      name: 'partner-trees-size',
      text: 'SELECT size FROM partner_trees.partners WHERE id = $1',
      values: [partner],
    });
    return Number(rows[0]?.size ?? 0);
  }

  /** Which number an event has among the entries of a partner; null where it has none. */
  async numbersOf(
    places: readonly EventPlace[],
  ): Promise<(partner: string | null, place: EventPlace) => number | null> {
    const { rows } = await this.database.query<EventPlace & { partner: string; number: string }>({
      name: 'partner-trees-numbers',
      text: `SELECT partner, stream, revision, number FROM partner_trees.entries
             WHERE (stream, revision) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))`,
      values: [places.map(({ stream }) => stream), places.map(({ revision }) => revision)],
    });
    const nameOf = (partner: string | null, { stream, revision }: EventPlace) =>
      `${partner} ${stream} ${revision}`;
    const numbers = new Map(rows.map((row) => [nameOf(row.partner, row), Number(row.number)]));
    return (partner, place) => numbers.get(nameOf(partner, place)) ?? null;
  }

  /** Of the first `size` entries of a partner. */
  async rootOf(partner: string, size: number): Promise<Buffer> {
    const { rows } = await this.database.query<{ index: string; leaf: Buffer; told: Buffer }>(
      'SELECT index, leaf, told FROM partner_trees.entries WHERE partner = $1 AND number <= $2 ORDER BY number',
      [partner, size],
    );
    const entries = rows.map(({ index, ...row }) => ({ ...row, index: Number(index) }));
    return CompactRange.of(entries.map((entry) => leafHash(entryText(entry)))).root;
  }

  /** Those of a partner’s entries among the first `upTo` events of the log, in their order. */
  async entriesOf(partner: string, upTo: number): Promise<KeptEntry[]> {
    const { rows } = await this.database.query<EntryRow>(
      `SELECT number, index, leaf, told, stream, revision, recorded_at AS "recordedAt"
       FROM partner_trees.entries WHERE partner = $1 AND index < $2 ORDER BY number`,
      [partner, upTo],
    );
    return rows.map(({ number, index, revision, recordedAt, ...row }) => ({
      ...row,
      number: Number(number),
      index: Number(index),
      revision: Number(revision),
      recordedAt: recordedAt.toISOString(),
    }));
  }
}
