import { Injectable } from '@nestjs/common';
import { Database, type Instant, notFound } from '#platform';
import type { Rule } from '../../domain/rule.ts';
import { activeRules, type RuleChanges } from '../../rule-text/changed-rules.ts';
import { defaultRuleFiles, rulesOf } from '../../rule-text/rule-files.ts';

export interface RecordedChange {
  readonly rule: string;
  readonly at: Instant;
  readonly by: string;
  readonly what: 'activated' | 'retired' | 'resumed';
  /** Null where no threshold was activated. */
  readonly version: number | null;
  readonly threshold: number | null;
  readonly reason: string;
}

/** The rules as they are, and how they came to be so. */
@Injectable()
export class PresentRules {
  /** As Greffe comes with them. */
  readonly files = defaultRuleFiles();
  readonly original: readonly Rule[] = rulesOf(this.files);

  constructor(private readonly database: Database) {}

  /** @throws Refusal rule-not-found when no rule of that name makes cases */
  mustHave(name: string): void {
    if (this.original.some((rule) => rule.name === name && rule.generates)) return;
    throw notFound('rule-not-found', 'Cette règle n’existe pas.');
  }

  async active(): Promise<readonly Rule[]> {
    return activeRules(this.files, await this.changes());
  }

  /** What the log has made of them, as far as the detection has come. */
  async changes(): Promise<RuleChanges> {
    const { rows } = await this.database.query<{ changes: RuleChanges }>(
      'SELECT changes FROM detection.engine',
    );
    return rows[0]?.changes ?? {};
  }

  /** The latest first. */
  async history(): Promise<RecordedChange[]> {
    const { rows } = await this.database.query<Omit<RecordedChange, 'at'> & { at: Date }>(
      `SELECT rule, at, by,
         CASE what ->> 'type' WHEN 'RuleActivated' THEN 'activated' WHEN 'RuleResumed' THEN 'resumed' ELSE 'retired' END AS what,
         (what ->> 'version')::int AS version, (what ->> 'threshold')::int AS threshold, what ->> 'reason' AS reason
       FROM detection.rule_changes ORDER BY number DESC`,
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
