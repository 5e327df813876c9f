import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type CalendarDate,
  daysBetween,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  parisDateOf,
  upward,
  Whole,
} from '#platform';
import { DECLARATION_KINDS, type DeclarationKind } from '../domain/content.ts';
import { Year } from '../http/declaration.dto.ts';
import { EXPECTED, expectedBy } from '../read-models/expected/sql.ts';
import {
  EXPECTED_STATES,
  ExpectedDeclarationView,
  type ExpectedState,
} from '../read-models/expected/view.ts';
import { KIND_NAMES, STATE_NAMES } from './words.ts';

interface Row extends Omit<ExpectedDeclarationView, 'transmittedAt' | 'daysLate'> {
  readonly transmittedAt: Date | null;
}

const place = by.text(frenchOrder('place.name'));
const id = by.text(`campaign.id || '/' || place.id`);

const expectedDeclarations: ListDeclaration<ExpectedDeclarationView> = {
  path: 'lists/expected-declarations',
  tag: 'declarations',
  summary: 'What campaigns expect of the reader’s establishments by page, the last to end first',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire', 'agent'],
  reads: Reads('campaigns', 'declarations', 'conventions'),
  recordsExport: 'expected-declarations-export',
  file: 'declarations-attendues',
  view: ExpectedDeclarationView,
  from: EXPECTED,
  columns: `campaign.id || '/' || place.id AS id, campaign.id AS "campaignId", campaign.year, campaign.kind, campaign.number,
    campaign.closes_on::text AS "closesOn", jsonb_build_object('id', place.id, 'name', place.name) AS establishment,
    jsonb_build_object('id', place.gestionnaire_id, 'name', place.gestionnaire) AS gestionnaire,
    coalesce(d.state, 'not-opened') AS state, d.id AS "declarationId", d.transmitted_at AS "transmittedAt"`,
  // By the establishment, or by the gestionnaire whose convention covers it.
  searched: (matches) => fragment`(${matches('place.search')} OR place.id IN (
    SELECT covered.id FROM conventions.establishments AS covered
    JOIN conventions.conventions AS found ON found.id = covered.convention_id WHERE ${matches('found.search')}))`,
  filters: {
    year: filter(Year({ optional: true }), (year: number) => fragment`campaign.year = ${year}`),
    kind: filter(
      OneOf(DECLARATION_KINDS, { optional: true }),
      (kind: DeclarationKind) => fragment`campaign.kind = ${kind}`,
    ),
    number: filter(
      Whole({ min: 1, max: 100, optional: true, description: 'Of the campaign' }),
      (number: number) => fragment`campaign.number = ${number}`,
    ),
    state: filter(
      OneOf([...EXPECTED_STATES, 'open'], {
        optional: true,
        description: '`open` is everything that is not transmitted',
      }),
      (state: ExpectedState | 'open') =>
        state === 'open'
          ? fragment`d.transmitted_at IS NULL`
          : fragment`coalesce(d.state, 'not-opened') = ${state}`,
    ),
    organismId: ofGestionnaire('place.gestionnaire_id'),
  },
  sorts: {
    closes: [by.day('campaign.closes_on'), ...upward(place, id)],
    establishment: [place, by.day('campaign.closes_on'), id],
  },
  order: '-closes',
  csv: [
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Établissement', ({ establishment }) => establishment.name],
    ['Déclaration', ({ kind }) => KIND_NAMES[kind]],
    ['Année', ({ year }) => year],
    ['Campagne', ({ number }) => number],
    ['Attendue jusqu’au', ({ closesOn }) => formatShortDate(closesOn)],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Transmise le', ({ transmittedAt }) => transmittedAt && inParis(transmittedAt)],
    ['Jours de retard', ({ daysLate }) => daysLate],
  ],
};

@Injectable()
export class ExpectedDeclarationList extends List<Row, ExpectedDeclarationView> {
  readonly declared = expectedDeclarations;

  protected scope({ reader }: Asking): Fragment {
    return expectedBy(reader);
  }

  protected views(rows: readonly Row[], { now }: Asking): ExpectedDeclarationView[] {
    return rows.map((row) => ({
      ...row,
      transmittedAt: row.transmittedAt?.toISOString() ?? null,
      daysLate: daysLate(row.closesOn, parisDateOf(row.transmittedAt?.toISOString() ?? now)),
    }));
  }
}

const daysLate = (closesOn: CalendarDate, day: CalendarDate): number =>
  Math.max(0, daysBetween(closesOn, day));

export const ExpectedDeclarationListController = listController(
  ExpectedDeclarationList,
  expectedDeclarations,
);
