import { Inject, Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Database, type Instant, type Principal, parisDateOf, personNameIn } from '#platform';
import type { ErasureView, FreezeView, FrozenView, HeldErasureView, PersonalDataView } from './view.ts';

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

  async isFrozen(name: string, now: Instant): Promise<boolean> {
    const { rows } = await this.database.query(
      `SELECT 1 FROM privacy.freezes WHERE ${FREEZE_HOLDS} AND name = $2`,
      [parisDateOf(now), name],
    );
    return rows.length > 0;
  }

  /** What is frozen of somebody now. */
  async freezeOf(name: string, now: Instant): Promise<FreezeView | null> {
    const { rows } = await this.database.query<FreezeRow>(
      `SELECT since, to_char(until, 'YYYY-MM-DD') AS until, reason, frozen_by AS "by" FROM privacy.freezes
       WHERE ${FREEZE_HOLDS} AND name = $2`,
      [parisDateOf(now), name],
    );
    const [freeze] = rows;
    if (!freeze) return null;
    const names = await this.codes.namesOf([freeze.by]);
    return { ...freeze, since: freeze.since.toISOString(), by: names.get(freeze.by) ?? freeze.by };
  }

  /** The latest request to forget somebody; null where there was none. */
  async erasureOf(name: string, reader: string): Promise<HeldErasureView | null> {
    const { rows } = await this.database.query<ErasureRow>(
      `SELECT state, reason, requested_at AS "requestedAt", requested_by AS "requestedBy", decision FROM privacy.erasures
       WHERE name = $1 ORDER BY requested_at DESC LIMIT 1`,
      [name],
    );
    const [row] = rows;
    if (!row) return null;
    const names = await this.codes.namesOf([row.requestedBy]);
    return {
      ...row,
      requestedAt: row.requestedAt.toISOString(),
      requestedBy: names.get(row.requestedBy) ?? row.requestedBy,
      isOwn: row.requestedBy === reader,
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

  async ofCaf({ organism }: Principal): Promise<PersonalDataView> {
    const [erasures, freezes, expiredMonths] = await Promise.all([
      this.erasuresOf(organism.id),
      this.freezesOf(organism.id),
      this.expiredMonths(),
    ]);
    const names = await this.codes.namesOf([
      ...erasures.map(({ requestedBy }) => requestedBy),
      ...freezes.map(({ by }) => by),
    ]);
    return {
      erasures: erasures.map((one) => ({
        ...one,
        requestedBy: names.get(one.requestedBy) ?? one.requestedBy,
      })),
      freezes: freezes.map((one) => ({ ...one, by: names.get(one.by) ?? one.by })),
      expiredMonths,
    };
  }

  private async erasuresOf(cafId: string): Promise<ErasureView[]> {
    const { rows } = await this.database.query<
      Omit<ErasureView, 'requestedAt' | 'decidedAt'> & { requestedAt: Date; decidedAt: Date | null }
    >(
      `SELECT e.name AS holder, ${NAME} AS name, state, requested_at AS "requestedAt", requested_by AS "requestedBy",
              decided_at AS "decidedAt"
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
