import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type CalendarDate,
  Database,
  type Ground,
  type Named,
  type Profile,
  type Sanction,
} from '#platform';
import { standingOf } from '../../domain/standing.ts';
import type { OwnSanction } from './view.ts';

export interface SanctionRow {
  readonly id: string;
  readonly kind: Sanction;
  readonly userCode: string;
  readonly personId: string | null;
  readonly name: string;
  readonly organism: Named;
  readonly at: Date;
  readonly actor: Actor;
  readonly reason: string;
  readonly until: CalendarDate | null;
  readonly ground: Ground | null;
  readonly profile: Profile | null;
  readonly establishment: string | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly endActor: Actor | null;
}

/** A withdrawal is of a person, whose code is theirs. */
export const FROM = `sanctions.sanctions AS s
  LEFT JOIN (SELECT person_id AS of_person, user_code AS code_of_person FROM accounts.accounts) AS p ON of_person = s.person_id
  JOIN accounts.accounts AS a ON a.user_code = coalesce(s.user_code, code_of_person)`;

export const COLUMNS = `s.id, s.kind, a.user_code AS "userCode", a.person_id AS "personId", a.name,
  jsonb_build_object('id', a.organism_id, 'name', a.organism_name) AS organism,
  s.taken_at AS at, s.actor, s.reason, s.until::text, s.ground, s.profile,
  (SELECT e.name FROM habilitations.establishments AS e WHERE e.id = s.establishment_id LIMIT 1) AS establishment,
  s.ended_at AS "endedAt", s.end_reason AS "endReason", s.end_actor AS "endActor"`;

@Injectable()
export class SanctionsQuery {
  constructor(private readonly database: Database) {}

  /** What was taken against a code, as its holder is told. */
  async own(userCode: string): Promise<OwnSanction[]> {
    const { rows } = await this.database.query<SanctionRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE a.user_code = $1 ORDER BY s.taken_at DESC, s.id`,
      [userCode],
    );
    // A withdrawal is told to the gestionnaire; of the others its holder has a mail, with the reason.
    return rows.map((row) => ({ ...toOwn(row), reason: row.kind === 'withdrawal' ? null : row.reason }));
  }

  /** The codes whose suspension had its last day before this one. */
  async suspendedUntilBefore(day: CalendarDate): Promise<string[]> {
    const { rows } = await this.database.query<{ userCode: string }>(
      `SELECT user_code AS "userCode" FROM sanctions.sanctions WHERE ended_at IS NULL AND until < $1 ORDER BY until, user_code`,
      [day],
    );
    return rows.map(({ userCode }) => userCode);
  }
}

export const toOwn = ({
  id,
  kind,
  at,
  until,
  profile,
  establishment,
  endedAt,
  reason,
}: SanctionRow): OwnSanction => ({
  id,
  kind,
  at: at.toISOString(),
  until,
  profile,
  establishment,
  reason,
  standing: standingOf(kind, endedAt !== null),
  endedAt: endedAt?.toISOString() ?? null,
});
