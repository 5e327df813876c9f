import { Injectable } from '@nestjs/common';
import type { Position } from '#event-sourcing';
import { Database, type Instant } from '#platform';
import type { Level, RuleReference } from '../../domain/rule.ts';

/** Hits of one rule on one group that no quiet period separates, as far as one batch of the log has them. */
export interface HitRun {
  /** Follows from the rule, its version, the group and the observation that completed the first hit. */
  readonly id: string;
  /** In the log, of the observation that completed the last hit. */
  readonly position: Position;
  readonly completedBy: string;
  readonly rule: RuleReference;
  readonly level: Level;
  readonly article: string | null;
  /** Of the first hit, in French. */
  readonly sentence: string;
  /** The values that the rule groups by. */
  readonly key: readonly string[];
  /** It is about one code, and not about what comes from one network. */
  readonly isOfCode: boolean;
  /** Of the observation that completed the first hit. */
  readonly userCode: string | null;
  readonly network: string | null;
  /** The oldest observation that the first hit counted. */
  readonly beganAt: Instant;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** Attempts that completed hits, and those of them after the first hit. */
  readonly attempts: number;
  readonly sequel: number;
  /** Ids of the observations that made them: all of the first hit, then those that completed the next, 250 at most. */
  readonly evidence: readonly string[];
  /** How many of these, from the first on, would not be a hit without any one of them; null where no few suffice. */
  readonly sufficient: number | null;
  readonly alsaceMoselleOnly: boolean;
}

/** Runs that are answered at a time. */
const PAGE = 1000;

@Injectable()
export class HitsQuery {
  constructor(private readonly database: Database) {}

  /**
   * What was found behind `after` in the log, up to and with `upTo`, in its order; as far as `reached`, where there are more than
   * `limit`: those of one observation stay together.
   */
  async between(
    after: Position,
    upTo: Position,
    limit = PAGE,
  ): Promise<{ runs: HitRun[]; reached: Position }> {
    const { rows: more } = await this.database.query<{ position: Position }>(
      `SELECT position FROM detection.hits WHERE position > $1 AND position <= $2
       ORDER BY position, number LIMIT 1 OFFSET $3`,
      [after, upTo, limit - 1],
    );
    const reached = more[0]?.position ?? upTo;
    const { rows } = await this.database.query<
      Omit<HitRun, 'key' | 'beganAt' | 'firstAt' | 'lastAt'> & {
        key: string;
        beganAt: Date;
        firstAt: Date;
        lastAt: Date;
      }
    >(
      `SELECT id, position, completed_by AS "completedBy", rule, level, article, sentence, key,
         is_of_code AS "isOfCode", user_code AS "userCode", network, began_at AS "beganAt", first_at AS "firstAt",
         last_at AS "lastAt", attempts, sequel, evidence, sufficient, alsace_moselle_only AS "alsaceMoselleOnly"
       FROM detection.hits WHERE position > $1 AND position <= $2 ORDER BY position, number`,
      [after, reached],
    );
    const runs = rows.map(({ key, beganAt, firstAt, lastAt, ...row }) => ({
      ...row,
      key: JSON.parse(key),
      beganAt: beganAt.toISOString(),
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    }));
    return { runs, reached };
  }
}
