import { Injectable } from '@nestjs/common';
import { codesFound } from '#accounts';
import { CodeDirectory } from '#connections';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatDate,
  fragment,
  frenchOrder,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  parisDateOf,
  period,
  Text,
} from '#platform';
import {
  type IncidentCategory,
  type IncidentState,
  incidentCategories,
  incidentStates,
  type ReportingDelay,
  reportingDelays,
} from '../domain/incident.ts';
import { CATEGORY_NAMES, DELAY_NAMES, STATE_NAMES } from '../domain/wording.ts';
import { codesIn, FROM, type IncidentRow, LISTED_COLUMNS, toView } from '../read-models/incidents/query.ts';
import { ListedIncident } from '../read-models/incidents/view.ts';

const id = by.id('i.id');

const incidents: ListDeclaration<ListedIncident> = {
  path: 'lists/incidents',
  tag: 'incidents',
  summary:
    'The incidents of the Caf’s partners; a gestionnaire’s own; an agent’s own reports; by page, the latest report first',
  roles: ['caf-security', 'gestionnaire', 'agent'],
  reads: Reads('incidents', 'accounts'),
  recordsExport: 'incidents-export',
  file: 'incidents',
  view: ListedIncident,
  from: FROM,
  columns: LISTED_COLUMNS,
  // By what is told of it, or by the holder of its code.
  searched: (matches) => fragment`(${matches('i.search')}
    OR i.user_code IN (${codesFound(matches)}))`,
  filters: {
    state: filter(
      OneOf(incidentStates, { optional: true }),
      (state: IncidentState) => fragment`i.state = ${state}`,
    ),
    category: filter(
      OneOf(incidentCategories, { optional: true }),
      (category: IncidentCategory) => fragment`i.category = ${category}`,
    ),
    delay: filter(
      OneOf([...reportingDelays, 'late'], {
        optional: true,
        description: 'Of the report (R23); `late` is amber or red',
      }),
      (delay: ReportingDelay | 'late') =>
        delay === 'late' ? fragment`i.delay <> 'in-time'` : fragment`i.delay = ${delay}`,
    ),
    organismId: ofGestionnaire('i.gestionnaire_id'),
    userCode: filter(
      Text('userCode', { optional: true, description: 'The code concerned, or of whoever reported it' }),
      (code: string) => fragment`${code} IN (i.user_code, i.reported_by)`,
    ),
    ...period.instants('i.reported_at', 'of the report'),
  },
  sorts: {
    reported: [by.instant('i.reported_at'), id],
    discovered: [by.instant('i.discovered_at'), id],
    gestionnaire: [by.text(frenchOrder(`(i.gestionnaire ->> 'name')`)), by.instant('i.reported_at'), id],
  },
  order: '-reported',
  csv: [
    ['Incident', ({ category }) => CATEGORY_NAMES[category]],
    ['Premiers mots', ({ description }) => description],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Code', ({ userCode }) => userCode],
    ['Personne', ({ name }) => name],
    ['Survenu le', ({ occurredAt }) => occurredAt && inParis(occurredAt)],
    ['Découvert le', ({ discoveredAt }) => inParis(discoveredAt)],
    ['Signalé le', ({ reportedAt }) => inParis(reportedAt)],
    ['Signalé par', ({ reportedBy }) => reportedBy],
    ['Délai', ({ delay }) => DELAY_NAMES[delay]],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Clos le', ({ closedAt }) => closedAt && inParis(closedAt)],
  ],
  found: {
    kind: 'incident',
    page: '/incidents',
    as: ({ id, category, gestionnaire, reportedAt }) => ({
      title: CATEGORY_NAMES[category],
      href: `/incidents/${id}`,
      detail: `${gestionnaire.name}, signalé le ${formatDate(parisDateOf(reportedAt))}`,
    }),
  },
};

@Injectable()
export class IncidentList extends List<IncidentRow, ListedIncident> {
  readonly declared = incidents;

  constructor(private readonly codes: CodeDirectory) {
    super();
  }

  /** A Caf sees those of its partners, a gestionnaire its own; an agent what they have reported themselves. */
  protected scope({ reader: { role, organism, userCode } }: Asking): Fragment {
    if (role === 'caf-security') return fragment`i.caf_id = ${organism.id}`;
    const own = fragment`i.gestionnaire_id = ${organism.id}`;
    return role === 'gestionnaire' ? own : fragment`${own} AND i.reported_by = ${userCode}`;
  }

  protected async views(rows: readonly IncidentRow[], { reader }: Asking): Promise<ListedIncident[]> {
    const names = await this.codes.namesOf(codesIn(rows), reader);
    return rows.map((row) => toView(row, names));
  }
}

export const IncidentListController = listController(IncidentList, incidents);
