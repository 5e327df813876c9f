import { Injectable } from '@nestjs/common';
import { Database, every, type Fragment, fragment, notFound, type Principal, verbatim } from '#platform';
import { UNKNOWN_NETWORK } from '../../domain/address.ts';
import { fromCursor, type Place, toCursor } from './cursor.ts';
import { attemptsIn, type JournalFilter, JournalFilters, ofOrganisms } from './filter.ts';
import { inBounds } from './in-bounds.ts';
import type { JournalEntry, JournalPage } from './view.ts';

const DEFAULT_LIMIT = 50;
/** Before and after an attempt, each. */
const NEIGHBOURS = 5;

type Row = Omit<JournalEntry, 'at' | 'retryAt'> & { readonly at: Date; readonly retryAt: Date | null };

/** None of an attempt that was not looked at, or that another program tells of. */
const FACTORS = `string_to_array(factors, ' ') AS factors`;

const SELECT = verbatim(`
  SELECT id, at, user_code AS "userCode", identifier_hash AS "identifierHash", outcome, count,
    retry_at AS "retryAt", address, network, country, user_agent AS "userAgent", browser,
    imported_from AS "importedFrom", ${FACTORS}
  FROM journal.attempts`);

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
    const asked = attemptsIn(await this.filters.read(filter, principal));
    const where = cursor === undefined ? asked : every([asked, isBefore(fromCursor(cursor))]);
    const rows = await inBounds(gone, (signal) => this.latest(where, limit + 1, signal));
    const items = rows.slice(0, limit).map(toEntry);
    const last = items.at(-1);
    return { items, next: last && rows.length > limit ? toCursor(last) : null };
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
    const visible = ofOrganisms(await this.filters.organismsOf(principal));
    return inBounds(gone, async (signal) => {
      const itself = fragment`at = ${place.at} AND id = ${place.id}`;
      const [attempt] = await this.latest(every([visible, itself]), 1, signal);
      if (!attempt) throw notFound('not-found', 'Cette tentative n’existe pas.');
      const neighbours = async (shared: Fragment): Promise<Neighbours> => {
        const before = await this.latest(every([visible, shared, isBefore(place)]), NEIGHBOURS, signal);
        const after = await this.earliest(every([visible, shared, isAfter(place)]), NEIGHBOURS, signal);
        return { after: after.reverse().map(toEntry), before: before.map(toEntry) };
      };
      const { userCode, network } = attempt;
      return {
        userCode: userCode === null ? null : await neighbours(fragment`user_code = ${userCode}`),
        // Attempts without an address have nothing in common.
        network: network === UNKNOWN_NETWORK ? null : await neighbours(fragment`network = ${network}`),
      };
    });
  }

  private latest = (where: Fragment, limit: number, signal: AbortSignal) =>
    this.rows(fragment`${SELECT} WHERE ${where} ORDER BY at DESC, id DESC LIMIT ${limit}`, signal);

  private earliest = (where: Fragment, limit: number, signal: AbortSignal) =>
    this.rows(fragment`${SELECT} WHERE ${where} ORDER BY at ASC, id ASC LIMIT ${limit}`, signal);

  private async rows({ text, values }: Fragment, signal: AbortSignal) {
    return (await this.database.query<Row>({ text, values, signal })).rows;
  }
}

const isBefore = ({ at, id }: Place): Fragment => fragment`(at, id) < (${at}, ${id})`;
const isAfter = ({ at, id }: Place): Fragment => fragment`(at, id) > (${at}, ${id})`;

const toEntry = (row: Row): JournalEntry => ({
  ...row,
  at: row.at.toISOString(),
  retryAt: row.retryAt?.toISOString() ?? null,
});
