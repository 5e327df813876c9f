import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import {
  addDays,
  type CalendarDate,
  Clock,
  Database,
  daysBetween,
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
    const { rows } = await this.database.query<
      Omit<JournalEntry, 'retryAt'> & { at: Date; retryAt: Date | null }
    >(
      `SELECT id, at, user_code AS "userCode", identifier_hash AS "identifierHash", outcome, count,
              retry_at AS "retryAt", address, user_agent AS "userAgent"
       FROM journal.attempts WHERE ${where} ORDER BY at DESC, id DESC LIMIT ${where.value(limit + 1)}`,
      where.values,
    );
    const { items, next } = pageOf(rows, limit);
    return { items: items.map((item) => ({ ...item, retryAt: item.retryAt?.toISOString() ?? null })), next };
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
              coalesce(sum(count) FILTER (WHERE outcome = 'success'), 0)::int AS successes,
              coalesce(sum(count) FILTER (WHERE outcome <> 'success'), 0)::int AS failures
       FROM journal.attempts WHERE ${where} GROUP BY 1`,
      where.values,
    );
    const found = new Map(rows.map((row) => [row.day, row]));
    return Array.from({ length: count }, (_, index) => {
      const day = addDays(from, index);
      return found.get(day) ?? { day, successes: 0, failures: 0 };
    });
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
