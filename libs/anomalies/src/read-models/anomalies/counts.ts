import { Injectable } from '@nestjs/common';
import { Database, type Principal } from '#platform';
import type { AnomalyState } from '../../domain/anomaly-state.ts';
import { LAST_OF_CAF, OVER } from './queue-order.ts';
import type { CaseCounts } from './view.ts';

/** How many cases of a Caf there are to be seen to. */
@Injectable()
export class CaseCountsQuery {
  constructor(private readonly database: Database) {}

  async of({ organism, userCode }: Principal): Promise<CaseCounts> {
    const { rows } = await this.database.query<{
      state: AnomalyState;
      all: number;
      waiting: number;
      own: number;
      free: number;
    }>(
      `SELECT a.state, count(*)::int AS all, count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF})::int AS waiting,
         count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF} AND w.user_code = $2)::int AS own,
         count(*) FILTER (WHERE a.urgency <= ${LAST_OF_CAF} AND w.user_code IS NULL)::int AS free
       FROM anomalies.anomalies a LEFT JOIN casework.assignments w ON w.anomaly_id = a.id
       WHERE a.caf_id = $1 AND a.urgency < ${OVER} GROUP BY a.state`,
      [organism.id, userCode],
    );
    const sum = (column: 'waiting' | 'own' | 'free') => rows.reduce((total, row) => total + row[column], 0);
    return {
      waiting: sum('waiting'),
      mine: sum('own'),
      unassigned: sum('free'),
      open: Object.fromEntries(rows.map(({ state, all }) => [state, all])),
    };
  }
}
