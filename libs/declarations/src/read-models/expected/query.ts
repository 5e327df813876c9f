import { Injectable } from '@nestjs/common';
import {
  addDays,
  type CalendarDate,
  Clock,
  Database,
  fragment,
  frenchOrder,
  type Named,
  type Principal,
  parisDateOf,
  policy,
  verbatim,
} from '#platform';
import type { DeclarationKind } from '../../domain/content.ts';
import { EXPECTED, expectedBy } from './sql.ts';

/** What is expected of an establishment and is not transmitted yet. */
export interface Awaited {
  readonly campaignId: string;
  readonly year: number;
  readonly kind: DeclarationKind;
  readonly number: number;
  readonly closesOn: CalendarDate;
  readonly establishment: Named;
  readonly declarationId: string | null;
}

/** Of a campaign, in the eyes of a reader. */
export interface Progress {
  readonly expected: number;
  readonly transmitted: number;
}

/** What campaigns expect of whom, and how far it has come. */
@Injectable()
export class ExpectedDeclarationsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What campaigns wait for that are open, or were not long ago; what is due first comes first. */
  async awaitedFrom(reader: Principal): Promise<Awaited[]> {
    const today = parisDateOf(this.clock.now());
    const { rows } = await this.database.query<Awaited>(fragment`
      SELECT campaign.id AS "campaignId", campaign.year, campaign.kind, campaign.number,
        campaign.closes_on::text AS "closesOn",
        jsonb_build_object('id', place.id, 'name', place.name) AS establishment, d.id AS "declarationId"
      FROM ${verbatim(EXPECTED)}
      WHERE ${expectedBy(reader)} AND d.transmitted_at IS NULL AND campaign.opens_on <= ${today}::date
        AND campaign.closes_on >= ${addDays(today, -policy.missingDeclarationDays)}::date
      ORDER BY campaign.closes_on, campaign.id, ${verbatim(frenchOrder('place.name'))}, place.id`);
    return rows;
  }

  /** By the id of the campaign; those that expect nothing of the reader's are not in it. */
  async progressFor(reader: Principal): Promise<ReadonlyMap<string, Progress>> {
    const { rows } = await this.database.query<Progress & { id: string }>(fragment`
      SELECT campaign.id, count(*)::int AS expected, count(d.transmitted_at)::int AS transmitted
      FROM ${verbatim(EXPECTED)} WHERE ${expectedBy(reader)} GROUP BY campaign.id`);
    return new Map(rows.map(({ id, ...progress }) => [id, progress]));
  }
}
