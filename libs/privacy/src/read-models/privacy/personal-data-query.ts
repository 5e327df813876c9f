import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import {
  type CalendarDate,
  Database,
  frenchOrder,
  type Instant,
  type Principal,
  parisDateOf,
  personNameIn,
} from '#platform';
import { answerDueOn, availableUntil } from '../../domain/data-access.ts';
import { endOfRetention } from '../../domain/erasure.ts';
import { FREEZE_HOLDS, RetentionQuery } from './query.ts';
import type {
  AnnouncedConventionView,
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
  state,
  receivedOn,
  dueOn: answerDueOn(receivedOn),
  requestedAt: requestedAt.toISOString(),
  requestedBy: names.get(requestedBy) ?? requestedBy,
  decidedAt: decidedAt?.toISOString() ?? null,
});

interface WaitingAccess {
  readonly holder: string;
  readonly name: string;
  readonly dueOn: CalendarDate;
}

/** What officers are shown of what becomes of personal data. */
@Injectable()
export class PersonalDataQuery {
  constructor(
    private readonly database: Database,
    private readonly retention: RetentionQuery,
    private readonly codes: CodeDirectory,
  ) {}

  async ofCaf({ organism }: Principal, now: Instant): Promise<PersonalDataView> {
    const [erasures, accesses, announced, conventions, freezes, expiredMonths] = await Promise.all([
      this.erasuresOf(organism.id),
      this.accessesOf(organism.id),
      this.announcedTo(organism.id),
      this.conventionsOf(organism.id, parisDateOf(now)),
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
      conventions,
      freezes: freezes.map((one) => ({ ...one, by: names.get(one.by) ?? one.by })),
      expiredMonths,
    };
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
      reason: row.reason,
      decision: row.decision,
      isOwn: row.requestedBy === userCode,
      availableUntil: row.state === 'granted' ? availableUntil(row.decidedAt!.toISOString()) : null,
    };
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

  /** The next first. */
  private async conventionsOf(
    cafId: string,
    today: CalendarDate,
  ): Promise<readonly AnnouncedConventionView[]> {
    return (await this.retention.endedConventions(today))
      .filter((ended) => ended.cafId === cafId)
      .map(({ conventionId, name, lastDay }) => ({ id: conventionId, name, on: endOfRetention(lastDay) }))
      .filter(({ on }) => on > today);
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
