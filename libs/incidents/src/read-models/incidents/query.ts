import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Database, type HistoryLine, type Principal, type Role } from '#platform';
import { unknownIncident } from '../../domain/incident.ts';
import type { IncidentDetailView, ListedIncident } from './view.ts';

export interface IncidentRow
  extends Omit<ListedIncident, 'name' | 'occurredAt' | 'discoveredAt' | 'reportedAt'> {
  occurredAt: Date | null;
  discoveredAt: Date;
  reportedAt: Date;
}

type Closed = Pick<IncidentDetailView, 'closing'>;

interface HistoryRow {
  at: Date;
  what: string;
  actorCode: string;
  actorRole: Role;
}

/** Names of the holders of codes. */
type Names = ReadonlyMap<string, string>;

const INCIDENT = `
  i.id, i.state, i.category, i.occurred_at AS "occurredAt", i.discovered_at AS "discoveredAt",
    i.reported_at AS "reportedAt", i.delay, i.reported_by AS "reportedBy", i.user_code AS "userCode", i.gestionnaire,
    i.closing ->> 'at' AS "closedAt"`;

/** Of what was told, so much stands in a list. */
const FIRST_WORDS = 200;

export const LISTED_COLUMNS = `${INCIDENT}, CASE WHEN length(i.description) > ${FIRST_WORDS}
  THEN left(i.description, ${FIRST_WORDS - 1}) || '…' ELSE i.description END AS description`;

const COLUMNS = `${INCIDENT}, i.description, i.closing`;

export const FROM = 'incidents.incidents i';

/** A Caf sees those of its partners, a gestionnaire its own; an agent what they have reported themselves. */
const VISIBLE = `
  (($1 = 'caf-security' AND i.caf_id = $2)
   OR ($1 = 'gestionnaire' AND i.gestionnaire_id = $2)
   OR ($1 = 'agent' AND i.gestionnaire_id = $2 AND i.reported_by = $3))`;

@Injectable()
export class IncidentsQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
  ) {}

  /** Those that wait for the measures of a Caf, the latest report first. */
  async waitingFor(principal: Principal): Promise<ListedIncident[]> {
    const rows = await this.select(LISTED_COLUMNS, `AND i.state = 'reported'`, principal);
    const names = await this.codes.namesOf(codesIn(rows), principal);
    return rows.map((row) => toView(row, names));
  }

  /** @throws Refusal incident-not-found */
  async one(id: string, principal: Principal): Promise<IncidentDetailView> {
    const [row] = await this.select<IncidentRow & Closed>(COLUMNS, 'AND i.id = $4', principal, id);
    if (!row) throw unknownIncident();
    const { rows: history } = await this.database.query<HistoryRow>(
      `SELECT at, what, actor_code AS "actorCode", actor_role AS "actorRole"
       FROM incidents.history WHERE incident_id = $1 ORDER BY revision`,
      [id],
    );
    const codes = [...codesIn([row]), ...history.map(({ actorCode }) => actorCode)];
    const names = await this.codes.namesOf(codes, principal);
    return {
      ...toView(row, names),
      closing: row.closing,
      history: history.map((line) => toLine(line, row, names)),
    };
  }

  private async select<Row extends IncidentRow = IncidentRow>(
    columns: string,
    condition: string,
    { role, organism, userCode }: Principal,
    ...values: readonly string[]
  ): Promise<Row[]> {
    const { rows } = await this.database.query<Row>(
      `SELECT ${columns} FROM ${FROM} WHERE ${VISIBLE} ${condition} ORDER BY i.reported_at DESC, i.id`,
      [role, organism.id, userCode, ...values],
    );
    return rows;
  }
}

/** Whose names the incidents show. */
export const codesIn = (rows: readonly IncidentRow[]): string[] =>
  rows.flatMap(({ userCode, reportedBy }) => (userCode === null ? [reportedBy] : [reportedBy, userCode]));

export const toView = (row: IncidentRow, names: Names): ListedIncident => ({
  ...row,
  occurredAt: row.occurredAt?.toISOString() ?? null,
  discoveredAt: row.discoveredAt.toISOString(),
  reportedAt: row.reportedAt.toISOString(),
  reportedBy: names.get(row.reportedBy) ?? row.reportedBy,
  name: row.userCode === null ? null : (names.get(row.userCode) ?? null),
});

const toLine = (
  { at, what, actorCode, actorRole }: HistoryRow,
  { gestionnaire }: IncidentRow,
  names: Names,
): HistoryLine => ({
  at: at.toISOString(),
  what,
  who: names.get(actorCode) ?? (actorRole === 'caf-security' ? 'Caf' : gestionnaire.name),
});
