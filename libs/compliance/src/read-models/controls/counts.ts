import { Injectable } from '@nestjs/common';
import { Clock, type Counting, Database, type ListQuery, type Principal, parisDateOf } from '#platform';
import { VISIBLE } from './query.ts';

interface Asked extends ListQuery {
  readonly controls?: 'late' | 'open';
}

/** How many controls a reader is shown: all, those that are not over, or those of which the day has passed. */
@Injectable()
export class ControlCounts implements Counting {
  readonly declared = { roles: ['caf-security', 'gestionnaire'] } as const;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async countOf({ controls }: Asked, { role, organism }: Principal): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>({
      name: 'controls-counted',
      text: `SELECT count(*)::int AS count FROM controls.controls c WHERE ${VISIBLE}
             AND ($3::text IS NULL OR c.state IN ('planned', 'agreed') AND ($3 = 'open'
               OR coalesce((c.conclusion -> 'agreement' ->> 'dueOn')::date, c.planned_on) < $4::date))`,
      values: [role, organism.id, controls ?? null, parisDateOf(this.clock.now())],
    });
    return rows[0]!.count;
  }
}
