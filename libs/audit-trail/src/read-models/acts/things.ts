import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Belongings } from '#privacy';

/** What acts are done on, and what that belongs to. */
@Injectable()
export class ThingsOfActs extends Belongings {
  constructor(private readonly database: Database) {
    super();
  }

  async of(ids: readonly string[]) {
    const { rows } = await this.database.query<{ kind: string; id: string }>(
      `WITH RECURSIVE belonging (id, kind) AS (
         SELECT id, thing ->> 'kind' FROM acts.things WHERE thing -> 'within' ?| $1::text[]
         UNION
         SELECT t.id, t.thing ->> 'kind' FROM belonging b JOIN acts.things t ON t.thing -> 'within' ? b.id)
       SELECT id, kind FROM belonging ORDER BY kind, id`,
      [ids],
    );
    return rows;
  }
}
