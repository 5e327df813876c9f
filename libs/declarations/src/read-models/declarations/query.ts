import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { Database, type HistoryLine, isOfCaf, notFound, type Principal } from '#platform';
import { type Action, actionsFor, readyParts } from '../../domain/actions.ts';
import { authorAt } from '../../domain/author.ts';
import { check, type References } from '../../domain/checks.ts';
import type { ActivityData, FinancialData, Part } from '../../domain/content.ts';
import type { DeclarationDetailView, DeclarationView } from './view.ts';

export interface DeclarationRow extends Omit<DeclarationView, 'establishment' | 'updatedAt'> {
  readonly establishmentId: string;
  readonly activity: ActivityData | null;
  readonly finances: FinancialData | null;
  readonly comments: { readonly [part in Part]?: string | null };
  readonly contentHash: string | null;
  readonly approval: DeclarationDetailView['approval'];
  readonly history: readonly HistoryLine[];
  readonly updatedAt: Date;
}

/** What a list shows of one. */
export type ListedRow = Omit<
  DeclarationRow,
  'activity' | 'finances' | 'comments' | 'contentHash' | 'approval' | 'history'
>;

export const COLUMNS = `
  d.id, d.establishment_id AS "establishmentId", d.year, d.kind, d.version, d.state,
    d.activity_submitted AS "activitySubmitted", d.finances_submitted AS "financesSubmitted", d.updated_at AS "updatedAt"`;

const SELECT_DECLARATIONS = `
  SELECT ${COLUMNS}, d.activity, d.finances, d.comments, d.content_hash AS "contentHash", d.approval, d.history
  FROM declarations.declarations d`;

/**
 * Agents read the declarations of their establishments, gestionnaires those of theirs, Caf officers those of
 * their Caf. A Caf sees from the start how far a declaration has come; what is in it, once it is transmitted.
 */
@Injectable()
export class DeclarationsQuery {
  constructor(
    private readonly database: Database,
    private readonly conventions: ConventionsQuery,
  ) {}

  /** @throws Refusal not-found */
  async one(id: string, principal: Principal): Promise<DeclarationDetailView> {
    const names = await this.establishmentsOf(principal);
    const { rows } = await this.database.query<DeclarationRow>(
      `${SELECT_DECLARATIONS} WHERE id = $1 AND establishment_id = ANY($2::uuid[])`,
      [id, [...names.keys()]],
    );
    const row = rows[0];
    if (!row) {
      throw notFound('declaration-not-found', 'Cette déclaration n’existe pas, ou ne relève pas de vous.');
    }
    const view = toView(row, names);
    if (isOfCaf(principal.role) && row.state !== 'transmitted') return { ...view, ...NOT_YET_FOR_THE_CAF };
    const { activity, finances, comments, contentHash, approval, history } = row;
    const { profiles } = authorAt(principal, row.establishmentId);
    const actions = actionsFor(progressOf(row), profiles);
    return {
      ...view,
      activity,
      finances,
      comments: { activity: comments.activity ?? null, finances: comments.finances ?? null },
      contentHash,
      approval,
      history,
      findings: check(row, await this.referencesOf(row)),
      actions,
      toSubmit: actions.includes('submit') ? readyParts(progressOf(row), profiles) : [],
    };
  }

  /** Those that an agent may do something about, with what. */
  async waitingFor(principal: Principal): Promise<(DeclarationView & { actions: readonly Action[] })[]> {
    const names = await this.establishmentsOf(principal);
    const { rows } = await this.database.query<DeclarationRow>(
      `${SELECT_DECLARATIONS} WHERE establishment_id = ANY($1::uuid[]) AND state <> 'transmitted'
       ORDER BY year, array_position($1::uuid[], establishment_id), kind`,
      [[...names.keys()]],
    );
    return rows.map((row) => ({
      ...toView(row, names),
      actions: actionsFor(progressOf(row), authorAt(principal, row.establishmentId).profiles),
    }));
  }

  private async referencesOf({ establishmentId, year, kind, version }: DeclarationRow): Promise<References> {
    const { rows } = await this.database.query<DeclarationRow>(
      `${SELECT_DECLARATIONS} WHERE establishment_id = $1 AND kind = $2
         AND (year = $3 - 1 AND state = 'transmitted' OR year = $3 AND version = $4 - 1)
       ORDER BY version DESC`,
      [establishmentId, kind, year, version],
    );
    return {
      yearBefore: rows.find((row) => row.year < year) ?? null,
      versionBefore: rows.find((row) => row.year === year) ?? null,
    };
  }

  /** The names of the establishments that the reader may see, by id. */
  private async establishmentsOf({
    role,
    organism,
    establishments,
  }: Principal): Promise<Map<string, string>> {
    const visible = role === 'agent' ? establishments : await this.conventions.establishmentsOf(organism.id);
    return new Map(visible.map(({ id, name }) => [id, name]));
  }
}

const NOT_YET_FOR_THE_CAF = {
  activity: null,
  finances: null,
  contentHash: null,
  approval: null,
  comments: { activity: null, finances: null },
  findings: [],
  actions: [],
  toSubmit: [],
  history: [],
};

const progressOf = ({ activitySubmitted, financesSubmitted, ...row }: DeclarationRow) => ({
  ...row,
  submitted: { activity: activitySubmitted, finances: financesSubmitted },
});

export function toView(row: ListedRow, names: ReadonlyMap<string, string>): DeclarationView {
  const { id, year, kind, version, state, activitySubmitted, financesSubmitted, establishmentId } = row;
  return {
    id,
    year,
    kind,
    version,
    state,
    activitySubmitted,
    financesSubmitted,
    establishment: { id: establishmentId, name: names.get(establishmentId) ?? '' },
    updatedAt: row.updatedAt.toISOString(),
  };
}
