import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import {
  addMonths,
  Clock,
  Database,
  type Fragment,
  fragment,
  frenchOrder,
  type Instant,
  type Principal,
  parisDateOf,
  policy,
  startOfDay,
  verbatim,
} from '#platform';
import type { Organism } from '../../domain/account-events.ts';
import { answeredFor } from './answered-for.ts';
import type { IdlenessView } from './idleness-view.ts';
import { BLOCKED_AS_IDLE, blocksWithin, holdersMayUse, IN_USE, UNBLOCKING_WAITS } from './uses.ts';

const MONTHS = 12;

interface PartnerRow {
  readonly organism: Organism;
  /** For each of `policy.idleHorizonDays`. */
  readonly codes: readonly number[];
  readonly blocked: number;
  readonly habilitated: number;
  readonly requested: number;
}

/** Counts what the lists of codes and of blocks show. */
@Injectable()
export class IdlenessQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly conventions: ConventionsQuery,
  ) {}

  async of(reader: Principal): Promise<IdlenessView> {
    const now = this.clock.now();
    const scope = answeredFor(reader, await this.conventions.overseenBy(reader.organism.id));
    const [partners, months] = await Promise.all([this.partners(scope, now), this.months(scope, now)]);
    const total = (count: (row: PartnerRow) => number) => partners.reduce((sum, row) => sum + count(row), 0);
    return {
      today: parisDateOf(now),
      horizons: horizonsOf(policy.idleHorizonDays.map((_, index) => total(({ codes }) => codes[index]!))),
      blocked: total(({ blocked }) => blocked),
      habilitated: total(({ habilitated }) => habilitated),
      requested: total(({ requested }) => requested),
      partners: partners.map(({ codes, ...row }) => ({ ...row, horizons: horizonsOf(codes) })),
      months,
    };
  }

  private async partners(scope: Fragment, now: Instant): Promise<PartnerRow[]> {
    const counts = policy.idleHorizonDays.map(
      (days) => fragment`count(*) FILTER (WHERE ${verbatim(IN_USE)} AND ${blocksWithin(days, now)})::int`,
    );
    const codes = counts.reduce((before, one) => fragment`${before}, ${one}`);
    const statement = fragment`SELECT * FROM (
        SELECT jsonb_build_object('id', organism_id, 'name', max(organism_name)) AS organism, ARRAY[${codes}] AS codes,
          count(*) FILTER (WHERE ${verbatim(BLOCKED_AS_IDLE)})::int AS blocked,
          count(*) FILTER (WHERE ${verbatim(BLOCKED_AS_IDLE)} AND ${holdersMayUse(now)})::int AS habilitated,
          count(*) FILTER (WHERE ${verbatim(BLOCKED_AS_IDLE)} AND ${verbatim(UNBLOCKING_WAITS)})::int AS requested
        FROM accounts.accounts WHERE ${scope} GROUP BY organism_id) AS partners
      WHERE blocked > 0 OR 0 < ANY (codes)
      ORDER BY requested DESC, codes[cardinality(codes)] DESC, blocked DESC, ${verbatim(frenchOrder(`(organism ->> 'name')`))}, organism ->> 'id'`;
    return (await this.database.query<PartnerRow>(statement)).rows;
  }

  private async months(scope: Fragment, now: Instant): Promise<IdlenessView['months']> {
    const first = addMonths(`${parisDateOf(now).slice(0, 7)}-01`, 1 - MONTHS);
    const statement = fragment`
      WITH ends AS (
        SELECT blocks.blocked_at AS at, 1 AS blocked, 0 AS unblocked FROM accounts.blocks JOIN accounts.accounts USING (user_code)
        WHERE blocks.kind = 'idle' AND ${scope}
        UNION ALL
        SELECT blocks.unblocked_at, 0, 1 FROM accounts.blocks JOIN accounts.accounts USING (user_code)
        WHERE blocks.kind = 'idle' AND ${scope})
      SELECT to_char(month, 'YYYY-MM') AS month, coalesce(sum(blocked), 0)::int AS blocked, coalesce(sum(unblocked), 0)::int AS unblocked
      FROM generate_series(${first}::timestamp, ${first}::timestamp + ${`${MONTHS - 1} months`}::interval, '1 month') AS month
      LEFT JOIN ends ON at >= ${startOfDay(first)} AND date_trunc('month', at AT TIME ZONE 'Europe/Paris') = month
      GROUP BY month ORDER BY month`;
    return (await this.database.query<IdlenessView['months'][number]>(statement)).rows;
  }
}

const horizonsOf = (codes: readonly number[]) =>
  policy.idleHorizonDays.map((days, index) => ({ days, codes: codes[index]! }));
