import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type CalendarDate,
  type Fragment,
  formatShortDate,
  fragment,
  frenchOrder,
  List,
  type ListDeclaration,
  listController,
  type Named,
  parisDateOf,
} from '#platform';
import { HeldAccesses } from '../read-models/reviews/held-access.ts';
import { PartnerToReviewView } from '../read-models/reviews/view.ts';

interface Row {
  readonly gestionnaire: Named;
  readonly lastOpenedOn: CalendarDate | null;
}

const name = by.text(frenchOrder('p.name'));
const id = by.text('p.id');

/** Those with whom a review may be opened. */
const partnersToReview: ListDeclaration<PartnerToReviewView> = {
  path: 'lists/partners-to-review',
  tag: 'access-reviews',
  summary:
    'The partners whose convention is in force and who have no open access review, by page; the longest ago first',
  roles: ['caf-habilitation'],
  reads: Reads('reviews', 'conventions', 'habilitations'),
  recordsExport: 'partners-to-review-export',
  file: 'revues-a-ouvrir',
  view: PartnerToReviewView,
  from: `(SELECT DISTINCT ON (c.caf_id, c.gestionnaire_id) c.caf_id, c.gestionnaire_id AS id, c.gestionnaire ->> 'name' AS name,
      c.until, c.search
    FROM conventions.conventions c WHERE c.state = 'active'
    ORDER BY c.caf_id, c.gestionnaire_id, c.until DESC) AS p
    CROSS JOIN LATERAL (SELECT max(r.opened_on) AS opened_on, coalesce(bool_or(r.state = 'open'), false) AS is_open
      FROM reviews.reviews r WHERE r.gestionnaire_id = p.id AND r.caf_id = p.caf_id) AS last`,
  columns: `jsonb_build_object('id', p.id, 'name', p.name) AS gestionnaire, last.opened_on::text AS "lastOpenedOn"`,
  searched: (matches) => matches('p.search'),
  filters: {},
  sorts: {
    last: [by.day(`coalesce(last.opened_on, '1900-01-01')`), name, id],
    name: [name, id],
  },
  order: 'last',
  csv: [
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Personnes habilitées', ({ persons }) => persons],
    ['Dernière revue ouverte le', ({ lastOpenedOn }) => lastOpenedOn && formatShortDate(lastOpenedOn)],
  ],
};

@Injectable()
export class PartnersToReviewList extends List<Row, PartnerToReviewView> {
  readonly declared = partnersToReview;

  constructor(private readonly accesses: HeldAccesses) {
    super();
  }

  protected scope({ reader: { organism }, now }: Asking): Fragment {
    return fragment`p.caf_id = ${organism.id} AND p.until >= ${parisDateOf(now)}::date AND NOT last.is_open`;
  }

  protected async views(
    rows: readonly Row[],
    { reader: { organism } }: Asking,
  ): Promise<PartnerToReviewView[]> {
    const persons = await this.accesses.countHolders(
      organism.id,
      rows.map(({ gestionnaire }) => gestionnaire.id),
    );
    return rows.map((row) => ({ ...row, persons: persons.get(row.gestionnaire.id) ?? 0 }));
  }
}

export const PartnersToReviewListController = listController(PartnersToReviewList, partnersToReview);
