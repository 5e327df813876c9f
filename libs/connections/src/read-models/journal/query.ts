import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import {
  addDays,
  type CalendarDate,
  Clock,
  Database,
  daysBetween,
  type Instant,
  invalid,
  type Principal,
  parisDateOf,
} from '#platform';
import { networkOf, normaliseAddress } from '../../domain/address.ts';
import type { JournalFilter } from '../../domain/consultation.ts';
import { Conditions, pageOf } from '../conditions.ts';
import type { ConnectionDay, JournalEntry, JournalPage } from './view.ts';

const DEFAULT_LIMIT = 50;
const DEFAULT_DAYS = 7;
/** The days of one answer: a year, and the month before it. */
const MOST_DAYS = 400;

/** The connection log as a Caf security officer may see it. */
@Injectable()
export class JournalQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
    private readonly clock: Clock,
  ) {}

  /**
   * A page of attempts, the latest first. Attempts are ordered by time and id: no page skips or repeats one.
   * @throws Refusal bad-cursor, bad-period, bad-address
   */
  async page(
    filter: JournalFilter,
    { cursor, limit = DEFAULT_LIMIT }: { cursor?: string; limit?: number },
    principal: Principal,
  ): Promise<JournalPage> {
    const where = await this.conditions(filter, principal, cursor);
    const { rows } = await this.database.query<JournalEntry & { at: Date }>(
      `SELECT id, at, user_code AS "userCode", identifier_hash AS "identifierHash", outcome, address,
              user_agent AS "userAgent"
       FROM journal.attempts WHERE ${where} ORDER BY at DESC, id DESC LIMIT ${where.value(limit + 1)}`,
      where.values,
    );
    return pageOf(rows, limit);
  }

  /** Successes and failures of each day in Paris, the oldest first; days with none too. */
  async days(filter: JournalFilter, principal: Principal): Promise<ConnectionDay[]> {
    const to = filter.to ?? parisDateOf(this.clock.now());
    const from = filter.from ?? addDays(to, 1 - DEFAULT_DAYS);
    const count = daysBetween(from, to) + 1;
    if (count > MOST_DAYS) {
      throw invalid('period-too-long', `La période ne peut pas dépasser ${MOST_DAYS} jours.`);
    }
    const where = await this.conditions({ ...filter, from, to }, principal);
    const { rows } = await this.database.query<{ day: CalendarDate; successes: number; failures: number }>(
      `SELECT (at AT TIME ZONE 'Europe/Paris')::date::text AS day,
              count(*) FILTER (WHERE outcome = 'success')::int AS successes,
              count(*) FILTER (WHERE outcome <> 'success')::int AS failures
       FROM journal.attempts WHERE ${where} GROUP BY 1`,
      where.values,
    );
    const found = new Map(rows.map((row) => [row.day, row]));
    return Array.from({ length: count }, (_, index) => {
      const day = addDays(from, index);
      return found.get(day) ?? { day, successes: 0, failures: 0 };
    });
  }

  /**
   * How many attempts from the network of an address failed since `since`, whatever the codes; counts up to `most`. It knows
   * what the journal has seen: while that lags, more get by from one network, but not at one code (`retryAt` is exact).
   */
  async failuresFrom(address: string, since: Instant, most: number): Promise<number> {
    const { rows } = await this.database.query<{ failures: number }>({
      name: 'journal-failures-from',
      text: `SELECT count(*)::int AS failures FROM (SELECT FROM journal.attempts
               WHERE network = $1 AND at > $2 AND outcome NOT IN ('success', 'throttled') LIMIT $3) AS recent`,
      values: [networkOf(address), since, most],
    });
    return rows[0]!.failures;
  }

  private async conditions(
    filter: JournalFilter,
    { organism }: Principal,
    cursor?: string,
  ): Promise<Conditions> {
    const { from, to, userCode, outcome } = filter;
    const where = new Conditions();
    where.addCursor(cursor);
    where.addPeriod(from, to);
    if (userCode !== undefined) where.add((value) => `user_code = ${value}`, userCode.toUpperCase());
    if (outcome !== undefined) where.add((value) => `outcome = ${value}`, outcome);
    // Said once more as a literal: the index on failures serves no parameter.
    if (outcome !== undefined && outcome !== 'success') where.add(() => `outcome <> 'success'`);
    if (filter.address !== undefined) {
      const address = normaliseAddress(filter.address);
      if (address === null) throw invalid('bad-address', 'Donnez une adresse IP, comme 192.0.2.1.');
      where.add((value) => `address = ${value}`, address);
      // Said once more by the network: it has the index.
      where.add((value) => `network = ${value}`, networkOf(address));
    }
    const organisms = await this.conventions.overseenBy(organism.id);
    // An identifier that is no code belongs to nobody: every Caf may see that it was tried.
    where.add((value) => `(organism_id = ANY (${value}) OR organism_id IS NULL)`, organisms);
    return where;
  }
}
