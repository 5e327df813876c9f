import { Injectable } from '@nestjs/common';
import { type CaseOutcomes, NO_CASES, RuleCases } from '#detection';
import { Database, type Instant } from '#platform';

interface Row {
  readonly rule: string;
  readonly outcome: keyof CaseOutcomes;
  readonly count: number;
}

/** What came of the cases of each rule. */
@Injectable()
export class CasesOfRules extends RuleCases {
  constructor(private readonly database: Database) {
    super();
  }

  override async outcomesFor(cafId: string): Promise<ReadonlyMap<string, CaseOutcomes>> {
    const { rows } = await this.database.query<Row>(
      `SELECT rule ->> 'id' AS rule, count(*)::int AS count,
         CASE WHEN state = 'dismissed' THEN 'dismissed' ELSE coalesce(verdict ->> 'verdict', 'open') END AS outcome
       FROM anomalies.anomalies WHERE caf_id = $1 GROUP BY 1, 3`,
      [cafId],
    );
    const found = new Map<string, CaseOutcomes>();
    for (const { rule, outcome, count } of rows) {
      found.set(rule, { ...(found.get(rule) ?? NO_CASES), [outcome]: count });
    }
    return found;
  }

  override async hitsFor(cafId: string, since: Instant): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.query<{ rule: string; hits: number }>(
      `SELECT a.rule ->> 'id' AS rule, sum(h.hits)::float8 AS hits
       FROM anomalies.anomalies a JOIN anomalies.hits h ON h.anomaly_id = a.id
       WHERE a.caf_id = $1 AND h.last_hit_at >= $2 GROUP BY 1`,
      [cafId, since],
    );
    return new Map(rows.map(({ rule, hits }) => [rule, hits]));
  }

  override async withAttempts(
    cafId: string,
    rule: string,
    attemptIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.database.query<{ attempt: string; id: string }>(
      `SELECT e.attempt_id AS attempt, a.id
       FROM anomalies.evidence e JOIN anomalies.anomalies a ON a.id = e.anomaly_id
       WHERE e.attempt_id = ANY ($3) AND a.caf_id = $1 AND a.rule ->> 'id' = $2`,
      [cafId, rule, attemptIds],
    );
    return new Map(rows.map(({ attempt, id }) => [attempt, id]));
  }
}
