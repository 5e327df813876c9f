import { Injectable } from '@nestjs/common';
import type { HolderId } from '#accounts';
import {
  addDays,
  addMonths,
  type CalendarDate,
  Database,
  type Instant,
  notFound,
  parisDateOf,
  policy,
  startOfDay,
} from '#platform';
import type { EndedConvention } from '../../domain/convention-data.ts';
import type { Forgotten } from '../../domain/erasure.ts';

/** SQL: a freeze that holds on the day `$1`. */
export const FREEZE_HOLDS = '(until IS NULL OR until >= $1::date)';

/** Somebody who has left. */
export interface Ended {
  /** The person, or the code of whoever is none. */
  readonly name: string;
  readonly personId: string | null;
  readonly cafId: string;
  readonly lastDay: CalendarDate;
  /** That they are to be erased. */
  readonly isAnnounced: boolean;
}

/** A convention that is over. */
export interface Over extends EndedConvention {
  readonly conventionId: string;
  /** Of the gestionnaire. */
  readonly name: string;
  readonly lastDay: CalendarDate;
  /** Its own, and those of the partner that no later convention needs. */
  readonly streams: readonly string[];
}

/** What the rules of erasure and of retention have to know. */
@Injectable()
export class RetentionQuery {
  constructor(private readonly database: Database) {}

  /** Whether a case about one of these codes is not closed. */
  async hasOpenCase(userCodes: readonly string[]): Promise<boolean> {
    const { rows } = await this.database.query(
      `SELECT 1 FROM anomalies.anomalies WHERE user_code = ANY ($1) AND state NOT IN ('closed', 'dismissed') LIMIT 1`,
      [userCodes],
    );
    return rows.length > 0;
  }

  /**
   * Whoever has left so long ago that the end of the time for which they are kept may have to be announced by now, and whom was
   * announced: with the last day on which they were habilitated, had an open code, or were registered.
   */
  async ended(today: CalendarDate): Promise<readonly Ended[]> {
    const latest = startOfDay(addMonths(addDays(today, policy.erasureNoticeDays), -policy.retentionMonths));
    const { rows } = await this.database.query<Omit<Ended, 'lastDay'> & { endedAt: Date | null }>(
      `WITH people AS (
         SELECT p.id::text AS name, p.id AS person_id, p.gestionnaire_id AS organism_id, greatest(p.registered_at,
           (SELECT max(least(h.ended_at, c.active_until))::timestamptz FROM habilitations.holdings h
            JOIN habilitations.conventions c ON c.id = h.convention_id WHERE h.person_id = p.id),
           (SELECT max(coalesce(closed_at, opened_at)) FROM privacy.codes WHERE person_id = p.id)) AS ended_at
         FROM privacy.persons p
         -- Nobody has left before they came: of most, nothing has to be looked up.
         WHERE p.registered_at <= $1 OR EXISTS (SELECT FROM privacy.announced WHERE name = p.id::text)
         UNION ALL
         SELECT user_code, NULL, organism_id, closed_at FROM privacy.codes
         WHERE person_id IS NULL AND closed_at IS NOT NULL)
       SELECT people.name, people.person_id AS "personId", ended_at AS "endedAt", a.name IS NOT NULL AS "isAnnounced",
         coalesce((SELECT caf_id FROM habilitations.conventions WHERE gestionnaire_id = organism_id
                   ORDER BY active_until DESC NULLS LAST, id LIMIT 1), organism_id) AS "cafId"
       FROM people LEFT JOIN privacy.announced a ON a.name = people.name
       WHERE (ended_at <= $1 OR a.name IS NOT NULL)
         AND NOT EXISTS (SELECT FROM privacy.erasures e WHERE e.name = people.name AND e.state = 'erased')
       ORDER BY ended_at, people.person_id`,
      [latest],
    );
    return rows.map(({ endedAt, ...row }) => ({
      ...row,
      // What ends at midnight was over with the day before.
      lastDay: parisDateOf(new Date(endedAt!.getTime() - 1).toISOString()),
    }));
  }

  /**
   * Conventions that ended so long ago that what their papers say of people is to be erased within the time of a notice,
   * where no dispute about somebody of the partner needs it.
   */
  async endedConventions(today: CalendarDate): Promise<readonly Over[]> {
    const announced = addMonths(addDays(today, policy.erasureNoticeDays), -policy.retentionMonths);
    // What another convention shares goes with that one: those of which the last day is due today.
    const due = addMonths(addDays(`${today.slice(0, 7)}-01`, -1), -policy.retentionMonths);
    const { rows } = await this.database.query<Over>(
      `WITH terms AS (
         SELECT *, CASE WHEN state = 'active' THEN 'infinity' ELSE coalesce(terminated_on, until) END AS last_day
         FROM conventions.conventions)
       SELECT over.id AS "conventionId", gestionnaire_id AS "gestionnaireId", caf_id AS "cafId", gestionnaire ->> 'name' AS name,
         to_char(last_day, 'YYYY-MM-DD') AS "lastDay",
         ARRAY['convention-' || over.id]
           -- Of the two parties, as long as they have no other; of the partner, as long as it has none at all.
           || ARRAY(SELECT 'control-' || c.id FROM controls.controls c
                 WHERE c.gestionnaire_id = over.gestionnaire_id AND c.caf_id = over.caf_id AND NOT EXISTS (
                   SELECT FROM terms t WHERE t.gestionnaire_id = c.gestionnaire_id AND t.caf_id = c.caf_id AND t.last_day > $3))
           || ARRAY(SELECT kind || '-' || over.gestionnaire_id FROM unnest(ARRAY['attestations', 'annex']) AS kind
                 WHERE NOT EXISTS (SELECT FROM terms t WHERE t.gestionnaire_id = over.gestionnaire_id AND t.last_day > $3)) AS streams
       FROM terms AS over
       WHERE last_day <= $2 AND NOT EXISTS (
         SELECT FROM privacy.freezes
         WHERE ${FREEZE_HOLDS} AND (
           name IN (SELECT id::text FROM privacy.persons p WHERE p.gestionnaire_id = over.gestionnaire_id)
           OR name IN (SELECT user_code FROM privacy.codes k WHERE k.organism_id = over.gestionnaire_id)))
       ORDER BY last_day, over.id`,
      [today, announced, due],
    );
    return rows;
  }

  /** Whom the register has erased. */
  async erased(): Promise<readonly Forgotten[]> {
    const { rows } = await this.database.query<Forgotten>(
      `SELECT person_id AS "personId", user_codes AS "userCodes", caf_id AS "cafId" FROM privacy.erasures
       WHERE state = 'erased' ORDER BY requested_at`,
    );
    return rows;
  }

  /** @throws Refusal holder-not-found */
  async known(id: HolderId): Promise<{ personId: string | null; userCode: string | null }> {
    const { rows } = await this.database.query<{ personId: string | null; userCode: string | null }>(
      `SELECT id AS "personId", NULL AS "userCode" FROM privacy.persons WHERE id::text = $1
       UNION ALL SELECT person_id, user_code FROM privacy.codes WHERE user_code = $1`,
      ['personId' in id ? id.personId : id.userCode],
    );
    if (!rows[0]) throw notFound('holder-not-found', 'Cette personne n’existe pas.');
    return rows[0];
  }

  async isFrozen(name: string, now: Instant): Promise<boolean> {
    const { rows } = await this.database.query(
      `SELECT 1 FROM privacy.freezes WHERE ${FREEZE_HOLDS} AND name = $2`,
      [parisDateOf(now), name],
    );
    return rows.length > 0;
  }

  /** The streams that cases which are not closed, and disputes, still need of connection data: of a dispute, closed cases too. */
  async neededStreams(now: Instant): Promise<Set<string>> {
    const { rows } = await this.database.query<{ stream: string }>(
      `WITH holding AS (SELECT name, user_codes FROM privacy.freezes WHERE ${FREEZE_HOLDS}),
       frozen AS (
         SELECT code FROM holding, jsonb_array_elements_text(user_codes) AS code
         UNION SELECT a.user_code FROM holding JOIN accounts.accounts a ON a.person_id::text = holding.name),
       needed AS (
         SELECT id, user_code FROM anomalies.anomalies
         WHERE state NOT IN ('closed', 'dismissed') OR user_code IN (SELECT code FROM frozen))
       SELECT 'anomaly-' || id AS stream FROM needed
       UNION SELECT 'account-' || user_code FROM needed WHERE user_code IS NOT NULL
       UNION SELECT 'statement-' || q.id FROM statements.questions q JOIN needed ON needed.id = q.anomaly_id
       UNION SELECT 'account-' || code FROM frozen`,
      [parisDateOf(now)],
    );
    return new Set(rows.map(({ stream }) => stream));
  }
}
