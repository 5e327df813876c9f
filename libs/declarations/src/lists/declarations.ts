import { Injectable } from '@nestjs/common';
import { ConventionsQuery, coveredBy } from '#conventions';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  fragment,
  frenchOrder,
  inParis,
  isOfCaf,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  Text,
  Whole,
} from '#platform';
import { DECLARATION_STATES, type DeclarationState } from '../domain/actions.ts';
import { DECLARATION_KINDS, type DeclarationKind } from '../domain/content.ts';
import { COLUMNS, type ListedRow, toView } from '../read-models/declarations/query.ts';
import { DeclarationView } from '../read-models/declarations/view.ts';
import { KIND_NAMES, STATE_NAMES } from './words.ts';

const id = by.text('d.id');
const year = by.whole('d.year');

const declarations: ListDeclaration<DeclarationView> = {
  path: 'lists/declarations',
  tag: 'declarations',
  summary: 'The declarations of the reader’s establishments by page, the last changed first',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'],
  reads: Reads('declarations', 'conventions'),
  recordsExport: 'declarations-export',
  file: 'declarations',
  view: DeclarationView,
  from: `declarations.declarations d CROSS JOIN LATERAL (
    SELECT coalesce(min(e.name), '') AS name FROM conventions.establishments e WHERE e.id = d.establishment_id) AS place`,
  columns: COLUMNS,
  // By the establishment, or by the gestionnaire whose convention covers it.
  searched: (matches) => fragment`d.establishment_id IN (
    SELECT found.id FROM conventions.establishments AS found WHERE ${matches('found.search')}
    UNION ALL SELECT covered.id FROM conventions.establishments AS covered
      JOIN conventions.conventions AS found ON found.id = covered.convention_id WHERE ${matches('found.search')})`,
  filters: {
    year: filter(
      Whole({ min: 2000, max: 2100, optional: true }),
      (asked: number) => fragment`d.year = ${asked}`,
    ),
    kind: filter(
      OneOf(DECLARATION_KINDS, { optional: true }),
      (kind: DeclarationKind) => fragment`d.kind = ${kind}`,
    ),
    state: filter(
      OneOf([...DECLARATION_STATES, 'open'], {
        optional: true,
        description: '`open` is everything that is not transmitted',
      }),
      (state: DeclarationState | 'open') =>
        state === 'open' ? fragment`d.state <> 'transmitted'` : fragment`d.state = ${state}`,
    ),
    organismId: filter(
      Text('organismId', { optional: true, description: 'SIRET of the gestionnaire' }),
      (gestionnaire: string) => fragment`d.establishment_id IN (
        SELECT covered.id FROM conventions.establishments AS covered
        JOIN conventions.conventions AS c ON c.id = covered.convention_id WHERE c.gestionnaire_id = ${gestionnaire})`,
    ),
    approvedBy: filter(
      Text('userCode', {
        optional: true,
        description: 'Whose approval they have; for a Caf, once transmitted',
      }),
      (code: string, { reader }) =>
        fragment`d.approved_by = ${code} AND (d.state = 'transmitted' OR ${!isOfCaf(reader.role)})`,
    ),
  },
  sorts: {
    updated: [by.instant('d.updated_at'), id],
    establishment: [by.text(frenchOrder('place.name')), year, id],
    year: [year, by.text(frenchOrder('place.name')), id],
  },
  order: '-updated',
  csv: [
    ['Établissement', ({ establishment }) => establishment.name],
    ['Année', ({ year }) => year],
    ['Déclaration', ({ kind }) => KIND_NAMES[kind]],
    ['Version', ({ version }) => version],
    ['Activité remise', ({ activitySubmitted }) => (activitySubmitted ? 'oui' : 'non')],
    ['Finances remises', ({ financesSubmitted }) => (financesSubmitted ? 'oui' : 'non')],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Modifiée le', ({ updatedAt }) => inParis(updatedAt)],
  ],
  found: {
    kind: 'declaration',
    page: '/declarations',
    as: ({ id, kind, year, establishment, state }) => ({
      title: `${KIND_NAMES[kind]} ${year}`,
      detail: `${establishment.name}, ${STATE_NAMES[state]}`,
      href: `/declarations/${id}`,
    }),
  },
};

@Injectable()
export class DeclarationList extends List<ListedRow, DeclarationView> {
  readonly declared = declarations;

  constructor(private readonly conventions: ConventionsQuery) {
    super();
  }

  /** Agents read those of their establishments, a gestionnaire and a Caf those of theirs. */
  protected scope({ reader: { role, organism, establishments } }: Asking): Fragment {
    return role === 'agent'
      ? fragment`d.establishment_id = ANY (${establishments.map((own) => own.id)}::uuid[])`
      : fragment`d.establishment_id IN (${coveredBy(organism.id)})`;
  }

  protected async views(rows: readonly ListedRow[]): Promise<DeclarationView[]> {
    const ids = rows.map(({ establishmentId }) => establishmentId);
    const names = await this.conventions.namesOfEstablishments(ids);
    return rows.map((row) => toView(row, names));
  }
}

export const DeclarationListController = listController(DeclarationList, declarations);
