import { Injectable } from '@nestjs/common';
import { Database, type Instant, notFound, type Principal } from '#platform';
import { UNKNOWN_NETWORK } from '../../domain/address.ts';
import { Conditions, pageOf } from '../conditions.ts';
import type { Place } from '../cursor.ts';
import { attemptsIn, type JournalFilter, JournalFilters, ofOrganisms } from './filter.ts';
import { inBounds } from './in-bounds.ts';
import type { JournalEntry, JournalPage } from './view.ts';

const DEFAULT_LIMIT = 50;
/** Before and after an attempt, each. */
const NEIGHBOURS = 5;

type Row = Omit<JournalEntry, 'at' | 'retryAt'> & { readonly at: Date; readonly retryAt: Date | null };

/** None of an attempt that was not looked at, or that another program tells of. */
const FACTORS = `string_to_array(factors, ' ') AS factors`;

const SELECT = `
  SELECT id, at, user_code AS "userCode", identifier_hash AS "identifierHash", outcome, count,
    retry_at AS "retryAt", address, network, country, user_agent AS "userAgent", browser,
    imported_from AS "importedFrom", ${FACTORS}
  FROM journal.attempts`;

export interface Neighbours {
  readonly after: readonly JournalEntry[];
  readonly before: readonly JournalEntry[];
}

/** The connection log as a Caf security officer may see it. */
@Injectable()
export class JournalQuery {
  constructor(
    private readonly database: Database,
    private readonly filters: JournalFilters,
  ) {}

  /**
   * A page of attempts, the latest first. Attempts are ordered by time and id: no page skips or repeats one.
   * @throws Refusal bad-cursor, takes-too-long, and as JournalFilters
   */
  async page(
    filter: JournalFilter,
    { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number },
    principal: Principal,
    gone: AbortSignal,
  ): Promise<JournalPage> {
    const where = attemptsIn(await this.filters.read(filter, principal));
    where.addCursor(cursor);
    const rows = await inBounds(gone, (signal) => this.latest(where, limit + 1, signal));
    const { items, next } = pageOf(rows, limit);
    return { items: items.map(withWait), next };
  }

  /**
   * What came just before and after an attempt: on its code, if it was on one, and from its network.
   * @throws Refusal not-found, takes-too-long
   */
  async around(
    place: Place,
    principal: Principal,
    gone: AbortSignal,
  ): Promise<{ userCode: Neighbours | null; network: Neighbours | null }> {
    const organisms = await this.filters.organismsOf(principal);
    const visible = () => {
      const where = new Conditions();
      where.add(...ofOrganisms(organisms));
      return where;
    };
    return inBounds(gone, async (signal) => {
      const where = visible();
      where.add((at, id) => `at = ${at} AND id = ${id}`, place.at, place.id);
      const [attempt] = await this.latest(where, 1, signal);
      if (!attempt) throw notFound('not-found', 'Cette tentative n’existe pas.');
      const sharing = (column: string, value: string) => {
        const shared = visible();
        shared.add((same) => `${column} = ${same}`, value);
        return shared;
      };
      const neighbours = async (shared: () => Conditions): Promise<Neighbours> => {
        const [older, newer] = [shared(), shared()];
        older.add((at, id) => `(at, id) < (${at}, ${id})`, place.at, place.id);
        newer.add((at, id) => `(at, id) > (${at}, ${id})`, place.at, place.id);
        const before = await this.latest(older, NEIGHBOURS, signal);
        const after = await this.earliest(newer, NEIGHBOURS, signal);
        return { after: after.reverse().map(toEntry), before: before.map(toEntry) };
      };
      const { userCode, network } = attempt;
      return {
        userCode: userCode === null ? null : await neighbours(() => sharing('user_code', userCode)),
        // Attempts without an address have nothing in common.
        network: network === UNKNOWN_NETWORK ? null : await neighbours(() => sharing('network', network)),
      };
    });
  }

  private latest = (where: Conditions, limit: number, signal: AbortSignal) =>
    this.rows(where, 'DESC', limit, signal);

  private earliest = (where: Conditions, limit: number, signal: AbortSignal) =>
    this.rows(where, 'ASC', limit, signal);

  private async rows(where: Conditions, order: 'ASC' | 'DESC', limit: number, signal: AbortSignal) {
    const text = `${SELECT} WHERE ${where} ORDER BY at ${order}, id ${order} LIMIT ${where.value(limit)}`;
    return (await this.database.query<Row>({ text, values: where.values, signal })).rows;
  }
}

const withWait = <T extends { readonly retryAt: Date | null }>(row: T) => ({
  ...row,
  retryAt: row.retryAt?.toISOString() ?? null,
});

const toEntry = (row: Row): JournalEntry => withWait({ ...row, at: row.at.toISOString() as Instant });
