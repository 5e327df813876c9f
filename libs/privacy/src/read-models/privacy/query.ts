import { Inject, Injectable } from '@nestjs/common';
import type { HolderId } from '#accounts';
import { CodeDirectory } from '#connections';
import {
  addDays,
  addMonths,
  type CalendarDate,
  Database,
  frenchOrder,
  type Instant,
  notFound,
  type Principal,
  parisDateOf,
  personNameIn,
  policy,
  startOfDay,
} from '#platform';
import { answerDueOn, availableUntil } from '../../domain/data-access.ts';
import type { Forgotten } from '../../domain/erasure.ts';
import type {
  AnnouncedErasureView,
  ErasureView,
  FreezeView,
  FrozenView,
  HeldDataAccessView,
  HeldErasureView,
  PersonalDataView,
} from './view.ts';

/** SQL: the name of a person or of the holder of a code; the code where there is neither. */
const NAME = `coalesce(
  (SELECT ${personNameIn('p')} FROM habilitations.persons p WHERE p.id::text = e.name),
  (SELECT a.name FROM accounts.accounts a WHERE a.user_code = e.name), e.name)`;

const MOST_SHOWN = 200;

const FREEZE_HOLDS = '(until IS NULL OR until >= $1::date)';

interface FreezeRow extends Omit<FreezeView, 'since'> {
  readonly since: Date;
}

interface ErasureRow extends Omit<HeldErasureView, 'requestedAt' | 'isOwn'> {
  readonly requestedAt: Date;
}

interface AccessRow {
  readonly state: HeldDataAccessView['state'];
  readonly receivedOn: CalendarDate;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly decidedAt: Date | null;
}

const ACCESS = `to_char(received_on, 'YYYY-MM-DD') AS "receivedOn", requested_at AS "requestedAt",
  requested_by AS "requestedBy", decided_at AS "decidedAt"`;

const accessView = (
  { state, receivedOn, requestedAt, requestedBy, decidedAt }: AccessRow,
  names: ReadonlyMap<string, string>,
) => ({
  ...{ state, receivedOn, dueOn: answerDueOn(receivedOn), requestedAt: requestedAt.toISOString() },
  requestedBy: names.get(requestedBy) ?? requestedBy,
  decidedAt: decidedAt?.toISOString() ?? null,
});

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

interface WaitingAccess {
  readonly holder: string;
  readonly name: string;
  readonly dueOn: CalendarDate;
}

@Injectable()
export class RetentionQuery {
  constructor(
    private readonly database: Database,
    @Inject(CodeDirectory) private readonly codes: CodeDirectory,
  ) {}

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

  /** What a Caf has frozen of somebody now. */
  async freezeOf(name: string, cafId: string, now: Instant): Promise<FreezeView | null> {
    const { rows } = await this.database.query<FreezeRow>(
      `SELECT since, to_char(until, 'YYYY-MM-DD') AS until, reason, frozen_by AS "by" FROM privacy.freezes
       WHERE ${FREEZE_HOLDS} AND name = $2 AND caf_id = $3`,
      [parisDateOf(now), name, cafId],
    );
    const [freeze] = rows;
    if (!freeze) return null;
    const names = await this.codes.namesOf([freeze.by]);
    return { ...freeze, since: freeze.since.toISOString(), by: names.get(freeze.by) ?? freeze.by };
  }

  /** The latest request to forget somebody; null where there was none. */
  async erasureOf(name: string, { userCode, organism }: Principal): Promise<HeldErasureView | null> {
    const { rows } = await this.database.query<ErasureRow>(
      `SELECT state, reason, requested_at AS "requestedAt", requested_by AS "requestedBy", decision, basis,
              caf_id <> $2 AS "isOfOtherCaf"
       FROM privacy.erasures WHERE name = $1 ORDER BY requested_at DESC LIMIT 1`,
      [name, organism.id],
    );
    const [row] = rows;
    if (!row) return null;
    const names = await this.codes.namesOf([row.requestedBy]);
    return {
      ...row,
      requestedAt: row.requestedAt.toISOString(),
      // What officers of another Caf have written, and who, is not for this one.
      ...(row.isOfOtherCaf
        ? { reason: null, decision: null, requestedBy: 'une autre Caf' }
        : { requestedBy: names.get(row.requestedBy) ?? row.requestedBy }),
      isOwn: row.requestedBy === userCode,
    };
  }

  /** The day on which somebody is erased because the time is over; null where it is not announced. */
  async announcedOf(name: string): Promise<CalendarDate | null> {
    const { rows } = await this.database.query<{ on: CalendarDate }>(
      `SELECT to_char(erased_on, 'YYYY-MM-DD') AS "on" FROM privacy.announced WHERE name = $1`,
      [name],
    );
    return rows[0]?.on ?? null;
  }

  /** What a Caf has last asked for of what is known of somebody; null where it never did. */
  async accessOf(name: string, { userCode, organism }: Principal): Promise<HeldDataAccessView | null> {
    const { rows } = await this.database.query<AccessRow & { reason: string; decision: string | null }>(
      `SELECT state, reason, decision, ${ACCESS} FROM privacy.data_accesses
       WHERE name = $1 AND caf_id = $2 ORDER BY requested_at DESC LIMIT 1`,
      [name, organism.id],
    );
    const [row] = rows;
    if (!row) return null;
    const names = await this.codes.namesOf([row.requestedBy]);
    return {
      ...accessView(row, names),
      ...{ reason: row.reason, decision: row.decision, isOwn: row.requestedBy === userCode },
      availableUntil: row.state === 'granted' ? availableUntil(row.decidedAt!.toISOString()) : null,
    };
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

  /** The erasures that another officer of the Caf has asked for. */
  async waitingFor(cafId: string, reader: string): Promise<Pick<ErasureView, 'holder' | 'name'>[]> {
    const { rows } = await this.database.query<{ holder: string; name: string }>(
      `SELECT e.name AS holder, ${NAME} AS name FROM privacy.erasures e
       WHERE caf_id = $1 AND state = 'requested' AND requested_by <> $2 ORDER BY requested_at`,
      [cafId, reader],
    );
    return rows;
  }

  /** What other officers of the Caf have asked for of what is known of somebody. */
  async accessesWaitingFor(cafId: string, reader: string): Promise<readonly WaitingAccess[]> {
    const { rows } = await this.database.query<Omit<WaitingAccess, 'dueOn'> & { receivedOn: CalendarDate }>(
      `SELECT e.name AS holder, ${NAME} AS name, to_char(received_on, 'YYYY-MM-DD') AS "receivedOn"
       FROM privacy.data_accesses e
       WHERE caf_id = $1 AND state = 'requested' AND requested_by <> $2 ORDER BY requested_at`,
      [cafId, reader],
    );
    return rows.map(({ receivedOn, ...row }) => ({ ...row, dueOn: answerDueOn(receivedOn) }));
  }

  async ofCaf({ organism }: Principal): Promise<PersonalDataView> {
    const [erasures, accesses, announced, freezes, expiredMonths] = await Promise.all([
      this.erasuresOf(organism.id),
      this.accessesOf(organism.id),
      this.announcedTo(organism.id),
      this.freezesOf(organism.id),
      this.expiredMonths(),
    ]);
    const names = await this.codes.namesOf([
      ...erasures.map(({ requestedBy }) => requestedBy),
      ...accesses.map(({ requestedBy }) => requestedBy),
      ...freezes.map(({ by }) => by),
    ]);
    return {
      erasures: erasures.map((one) => ({
        ...one,
        requestedBy: names.get(one.requestedBy) ?? one.requestedBy,
      })),
      accesses: accesses.map((row) => ({ ...accessView(row, names), holder: row.holder, name: row.name })),
      announced,
      freezes: freezes.map((one) => ({ ...one, by: names.get(one.by) ?? one.by })),
      expiredMonths,
    };
  }

  private async accessesOf(cafId: string): Promise<(AccessRow & { holder: string; name: string })[]> {
    const { rows } = await this.database.query<AccessRow & { holder: string; name: string }>(
      `SELECT e.name AS holder, ${NAME} AS name, state, ${ACCESS} FROM privacy.data_accesses e
       WHERE caf_id = $1 ORDER BY state <> 'requested', requested_at DESC LIMIT ${MOST_SHOWN}`,
      [cafId],
    );
    return rows;
  }

  /** To every Caf that oversees them, the next first. */
  private async announcedTo(cafId: string): Promise<AnnouncedErasureView[]> {
    const { rows } = await this.database.query<AnnouncedErasureView>(
      `SELECT e.name AS holder, ${NAME} AS name, to_char(erased_on, 'YYYY-MM-DD') AS "on"
       FROM privacy.announced e
       LEFT JOIN privacy.persons p ON p.id = e.person_id
       LEFT JOIN privacy.codes k ON k.user_code = e.name
       WHERE $1 IN (e.caf_id, k.organism_id) OR EXISTS (
         SELECT FROM habilitations.conventions c
         WHERE c.caf_id = $1 AND c.gestionnaire_id = coalesce(p.gestionnaire_id, k.organism_id))
       ORDER BY erased_on, ${frenchOrder(NAME)}, e.name`,
      [cafId],
    );
    return rows;
  }

  private async erasuresOf(cafId: string): Promise<ErasureView[]> {
    const { rows } = await this.database.query<
      Omit<ErasureView, 'requestedAt' | 'decidedAt'> & { requestedAt: Date; decidedAt: Date | null }
    >(
      `SELECT e.name AS holder, ${NAME} AS name, state, requested_at AS "requestedAt", requested_by AS "requestedBy",
              decided_at AS "decidedAt", basis
       FROM privacy.erasures e WHERE caf_id = $1 ORDER BY state <> 'requested', requested_at DESC LIMIT ${MOST_SHOWN}`,
      [cafId],
    );
    return rows.map(({ requestedAt, decidedAt, ...row }) => ({
      ...row,
      requestedAt: requestedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    }));
  }

  private async freezesOf(cafId: string): Promise<FrozenView[]> {
    const { rows } = await this.database.query<Omit<FrozenView, 'since'> & { since: Date }>(
      `SELECT e.name AS holder, ${NAME} AS name, since, to_char(until, 'YYYY-MM-DD') AS until, reason, frozen_by AS "by"
       FROM privacy.freezes e WHERE caf_id = $1 ORDER BY since DESC`,
      [cafId],
    );
    return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
  }

  /** The latest first. */
  private async expiredMonths(): Promise<PersonalDataView['expiredMonths']> {
    const { rows } = await this.database.query<{ month: string; at: Date; kept: number }>(
      'SELECT month, at, kept FROM privacy.expired_months ORDER BY month DESC',
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }
}
