import { Injectable } from '@nestjs/common';
import { AccountsQuery } from '#accounts';
import { CodeDirectory } from '#connections';
import { Database, type Principal, type Role } from '#platform';
import type { CaseworkView, OfficerView } from './view.ts';

interface Entry {
  readonly at: Date;
  readonly actor: string;
  readonly role: Role;
  readonly assignee: string | null;
  readonly note: string | null;
}

/** How the Caf works on its cases. Whoever asks sees to it that the reader may know. */
@Injectable()
export class CaseworkQuery {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeDirectory,
    private readonly accounts: AccountsQuery,
  ) {}

  async of(anomalyId: string): Promise<CaseworkView> {
    const { rows: entries } = await this.database.query<Entry>(
      `SELECT at, actor_code AS actor, actor_role AS role, assignee, note FROM casework.entries WHERE anomaly_id = $1 ORDER BY revision`,
      [anomalyId],
    );
    const { rows: assigned } = await this.database.query<{ userCode: string; since: Date }>(
      `SELECT user_code AS "userCode", since FROM casework.assignments WHERE anomaly_id = $1`,
      [anomalyId],
    );
    const codes = entries.flatMap(({ actor, assignee }) => [actor, assignee].filter((code) => code !== null));
    const names = await this.codes.namesOf(codes);
    const nameOf = (code: string) => names.get(code) ?? code;
    const [assignee] = assigned.map(({ userCode, since }) => ({
      userCode,
      name: nameOf(userCode),
      since: since.toISOString(),
    }));
    return {
      assignee: assignee ?? null,
      notes: entries
        .filter(({ note }) => note !== null)
        .map(({ at, actor, note }) => ({ at: at.toISOString(), by: nameOf(actor), text: note! })),
      assignments: entries
        .filter(({ note }) => note === null)
        .map((entry) => ({
          at: entry.at.toISOString(),
          what: assignmentText(entry, nameOf),
          who: entry.role === 'system' ? 'Greffe' : nameOf(entry.actor),
        })),
    };
  }

  /** The cases that are assigned to somebody, whoever asks. */
  async assignedTo(userCode: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      'SELECT anomaly_id AS id FROM casework.assignments WHERE user_code = $1 ORDER BY anomaly_id',
      [userCode],
    );
    return rows.map(({ id }) => id);
  }

  /** Whom a case can be assigned to: who signs in as an officer of this Caf, or will. */
  async officersOf({ organism }: Principal): Promise<OfficerView[]> {
    const officers = await this.accounts.contacts(organism.id, 'caf-security');
    return officers.map(({ userCode, name }) => ({ userCode, name }));
  }
}

function assignmentText({ actor, assignee }: Entry, nameOf: (code: string) => string): string {
  if (assignee === null) return 'Dossier remis en attente';
  return assignee === actor ? 'Dossier pris en charge' : `Dossier confié à ${nameOf(assignee)}`;
}
