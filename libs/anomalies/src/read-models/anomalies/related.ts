import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Database, HOUR_MS, notFound, type Principal, plusMs } from '#platform';
import { COLUMNS, FROM } from './query.ts';
import { type AnomalyRow, codesIn, toView } from './rows.ts';
import type { AnomalyView, RelatedCase, RelatedCases } from './view.ts';

/** Cases further apart are hardly of one attack; a night lies between less. */
const SAME_ATTACK_MS = 12 * HOUR_MS;
const MOST_OF_ATTACK = 100;
const MOST_BEFORE = 20;

interface Subject {
  readonly userCode: string | null;
  readonly rule: string;
  /** Its own, and those of its evidence. */
  readonly networks: readonly string[];
  readonly detectedAt: Date;
  readonly lastHitAt: Date;
}

type RelatedRow = AnomalyRow & { tie: RelatedCase['tie'] };

/** What a case has to do with others of the same Caf. */
@Injectable()
export class RelatedCasesQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
  ) {}

  /** @throws Refusal anomaly-not-found: there is none, or it is another Caf’s */
  async of(id: string, { organism }: Principal): Promise<RelatedCases> {
    const subject = await this.subject(id, organism.id);
    const attack = await this.ofSameAttack(id, organism.id, subject);
    const before = await this.before([id, ...attack.map((one) => one.id)], organism.id, subject);
    const codes = [...attack, ...before].flatMap(codesIn);
    const names = await this.codes.namesOf(codes);
    const toRelated = ({ tie, ...row }: RelatedRow): RelatedCase => ({ ...toView(row, names), tie });
    return { attack: attack.map(toRelated), before: before.map(toRelated) };
  }

  /** The cases of the reader’s Caf that link to an attempt of the journal, the oldest first. */
  async withAttempt(attemptId: string, { organism }: Principal): Promise<AnomalyView[]> {
    const { rows } = await this.database.query<AnomalyRow>(
      `SELECT ${COLUMNS} FROM ${FROM}
       WHERE a.caf_id = $1 AND a.id IN (SELECT e.anomaly_id FROM anomalies.evidence e WHERE e.attempt_id = $2)
       ORDER BY a.detected_at, a.id`,
      [organism.id, attemptId],
    );
    const names = await this.codes.namesOf(rows.flatMap(codesIn));
    return rows.map((row) => toView(row, names));
  }

  private async subject(id: string, cafId: string): Promise<Subject> {
    const { rows } = await this.database.query<Subject>(
      `SELECT a.user_code AS "userCode", a.rule ->> 'id' AS rule, a.detected_at AS "detectedAt", h.last_hit_at AS "lastHitAt",
         ARRAY(SELECT a.network WHERE a.network IS NOT NULL
               UNION SELECT e.network FROM anomalies.evidence e WHERE e.anomaly_id = a.id AND e.network IS NOT NULL) AS networks
       FROM ${FROM} WHERE a.id = $1 AND a.caf_id = $2`,
      [id, cafId],
    );
    if (!rows[0]) {
      throw notFound('anomaly-not-found', 'Cette anomalie n’existe pas, ou ne relève pas de vous.');
    }
    return rows[0];
  }

  /** On the same code, or from the same network, within hours; the nearest first. */
  private async ofSameAttack(
    id: string,
    cafId: string,
    { userCode, networks, detectedAt, lastHitAt }: Subject,
  ): Promise<RelatedRow[]> {
    const { rows } = await this.database.query<RelatedRow>(
      `SELECT ${COLUMNS}, CASE WHEN a.user_code = $3 THEN 'code' ELSE 'network' END AS tie
       FROM ${FROM}
       WHERE a.caf_id = $1 AND a.id <> $2 AND a.detected_at <= $6 AND h.last_hit_at >= $5 AND a.id IN
         (SELECT id FROM anomalies.anomalies WHERE user_code = $3 AND caf_id = $1
          UNION ALL SELECT id FROM anomalies.anomalies WHERE network = ANY ($4::text[]) AND caf_id = $1
          UNION ALL SELECT anomaly_id FROM anomalies.evidence WHERE network = ANY ($4::text[]) AND at BETWEEN $5 AND $6)
       ORDER BY abs(extract(epoch FROM a.detected_at - $7::timestamptz)), a.id LIMIT ${MOST_OF_ATTACK}`,
      [
        cafId,
        id,
        userCode,
        networks,
        plusMs(detectedAt.toISOString(), -SAME_ATTACK_MS),
        plusMs(lastHitAt.toISOString(), SAME_ATTACK_MS),
        detectedAt,
      ],
    );
    return rows;
  }

  /** By the same rule on the same code or network, earlier; the latest first. */
  private async before(
    without: readonly string[],
    cafId: string,
    { userCode, rule, networks, detectedAt }: Subject,
  ): Promise<RelatedRow[]> {
    const { rows } = await this.database.query<RelatedRow>(
      `SELECT ${COLUMNS}, 'rule' AS tie FROM ${FROM}
       WHERE a.caf_id = $1 AND a.id <> ALL ($2::uuid[]) AND a.rule ->> 'id' = $3 AND a.detected_at <= $6
         AND (a.user_code = $4 OR $4 IS NULL AND a.network = ANY ($5::text[]))
       ORDER BY a.detected_at DESC, a.id LIMIT ${MOST_BEFORE}`,
      [cafId, without, rule, userCode, networks, detectedAt],
    );
    return rows;
  }
}
