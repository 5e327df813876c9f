import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  addDays,
  by,
  type Fragment,
  filter,
  formatDate,
  formatShortDate,
  fragment,
  frenchOrder,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  parisDateOf,
  period,
  policy,
  upward,
  verbatim,
} from '#platform';
import { partyOf } from '../domain/party-of.ts';
import {
  LACKS_FIRST_DAY,
  lacksSignatureOf,
  PARTIES,
  SIGNED,
  STATE,
} from '../read-models/conventions/query.ts';
import { CONVENTION_STATES, ListedConvention } from '../read-models/conventions/view.ts';
import { conventionWarnings } from '../read-models/conventions/warnings.ts';

type Row = Omit<ListedConvention, 'warnings'>;
type State = ListedConvention['state'];

const STATE_NAMES: Readonly<Record<State, string>> = {
  draft: 'Projet',
  signed: 'Signée',
  active: 'En vigueur',
  expired: 'Échue',
  terminated: 'Résiliée',
};

const WATCHES = ['any', 'renewal', 'unsigned', 'to-sign', 'first-day'] as const;

function watched(watch: (typeof WATCHES)[number], { now, reader }: Asking): Fragment {
  const last = addDays(parisDateOf(now), policy.renewalWarningDays);
  const unsigned = fragment`c.state = 'draft' AND NOT ${verbatim(SIGNED)}`;
  const renewal = fragment`c.state = 'active' AND c.until <= ${last}::date`;
  switch (watch) {
    case 'unsigned':
      return unsigned;
    case 'renewal':
      return renewal;
    case 'to-sign':
      return lacksSignatureOf(partyOf(reader));
    case 'first-day':
      return verbatim(LACKS_FIRST_DAY);
    case 'any':
      return fragment`(${renewal} OR c.state = 'draft' AND c.effective_from IS NULL)`;
  }
}

const id = by.id('c.id');
const name = by.text(frenchOrder(`(c.gestionnaire ->> 'name')`));

const conventions: ListDeclaration<ListedConvention> = {
  path: 'lists/conventions',
  tag: 'conventions',
  summary: 'The conventions of the reader’s organism by page, the latest to end first',
  roles: ['caf-habilitation', 'caf-security', 'gestionnaire'],
  reads: Reads('conventions'),
  recordsExport: 'conventions-export',
  file: 'conventions',
  view: ListedConvention,
  from: 'conventions.conventions c',
  columns: `c.id, ${STATE} AS state, ${PARTIES}, c.effective_from::text AS "effectiveFrom", c.until::text,
    jsonb_path_query_array(c.signatures, '$[*].party') AS "signedBy",
    CASE WHEN c.renewal IS NOT NULL THEN jsonb_build_object(
      'until', c.renewal ->> 'until', 'signedBy', jsonb_path_query_array(c.renewal, '$.signatures[*].party')) END AS renewal,
    (SELECT count(*)::int FROM conventions.establishments e WHERE e.convention_id = c.id) AS establishments`,
  searched: (matches) => fragment`(${matches('c.search')} OR c.id IN (
    SELECT found.convention_id FROM conventions.establishments AS found WHERE ${matches('found.search')}))`,
  filters: {
    state: filter(
      OneOf(CONVENTION_STATES, { optional: true }),
      (state: State) => fragment`${verbatim(STATE)} = ${state}`,
    ),
    watch: filter(
      OneOf(WATCHES, {
        optional: true,
        description:
          'What wants attention: `renewal` (R4), a signature that is missing (`to-sign`: of the reader’s party, the renewal’s too), the `first-day` of what is signed (R1), or `any` warning',
      }),
      watched,
    ),
    organismId: ofGestionnaire('c.gestionnaire_id'),
    ...period.days('c.until', 'that it may end on'),
  },
  sorts: {
    until: [by.day('c.until'), ...upward(name, id)],
    name: [name, id],
  },
  order: '-until',
  csv: [
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Caf', ({ caf }) => caf.name],
    ['Établissements', ({ establishments }) => establishments],
    ['Prend effet le', ({ effectiveFrom }) => effectiveFrom && formatShortDate(effectiveFrom)],
    ['Dernier jour', ({ until }) => formatShortDate(until)],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Signée par le gestionnaire', ({ signedBy }) => (signedBy.includes('gestionnaire') ? 'oui' : 'non')],
    ['Signée par la Caf', ({ signedBy }) => (signedBy.includes('caf') ? 'oui' : 'non')],
    ['À surveiller', ({ warnings }) => warnings.join(' ')],
  ],
  found: {
    kind: 'convention',
    page: '/conventions',
    as: ({ id, gestionnaire, state, until }) => ({
      title: gestionnaire.name,
      href: `/conventions/${id}`,
      detail: `${STATE_NAMES[state]}, jusqu’au ${formatDate(until)}`,
    }),
  },
};

@Injectable()
export class ConventionList extends List<Row, ListedConvention> {
  readonly declared = conventions;

  /** Those that its organism is a party to. */
  protected scope({ reader: { organism } }: Asking): Fragment {
    return fragment`${organism.id} IN (c.caf_id, c.gestionnaire_id)`;
  }

  protected views(rows: readonly Row[], { now }: Asking): ListedConvention[] {
    return rows.map((row) => ({ ...row, warnings: conventionWarnings(row, now) }));
  }
}

export const ConventionListController = listController(ConventionList, conventions);
