import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Database, fragment, type Instant, type Principal, verbatim } from '#platform';
import { TYPES } from './projection.ts';
import { toldTo } from './scope.ts';

/** When acts of one kind were done for the first and for the last time. */
export interface ActTimes {
  readonly first: Instant;
  readonly last: Instant;
}

interface Row {
  readonly type: string;
  readonly first: Date;
  readonly last: Date;
}

/** When what a reader is told of was done. */
@Injectable()
export class ActTimesQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** By the type of the event; nothing where there was none. */
  async timesOf(types: readonly string[], reader: Principal): Promise<ReadonlyMap<string, ActTimes>> {
    const overseen = await this.conventions.overseenBy(reader.organism.id);
    const statement = fragment`
      SELECT asked.type, min(a.at) AS first, max(a.at) AS last
      FROM unnest(${types}::text[]) AS asked (type)
      JOIN acts.acts AS a ON ${verbatim(TYPES)} ? asked.type
      WHERE ${toldTo(reader, overseen)} AND EXISTS (
        SELECT FROM jsonb_array_elements(a.steps) AS step
        WHERE step ->> 'type' = asked.type AND step -> 'readers' ? ${reader.role})
      GROUP BY asked.type`;
    const { rows } = await this.database.query<Row>(statement);
    return new Map(
      rows.map(({ type, first, last }) => [type, { first: first.toISOString(), last: last.toISOString() }]),
    );
  }
}
