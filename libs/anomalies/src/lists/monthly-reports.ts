import { Injectable } from '@nestjs/common';
import { CodeDirectory } from '#connections';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatMonth,
  fragment,
  frenchOrder,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  period,
  upward,
} from '#platform';
import { COLUMNS, type ReportRow, toView } from '../read-models/monthly-reports/query.ts';
import { MonthlyReportView } from '../read-models/monthly-reports/view.ts';

const STATES = ['draft', 'sent'] as const;

const month = by.text('r.month');
const name = by.text(frenchOrder(`(r.gestionnaire ->> 'name')`));
const id = by.id('r.id');

/** The monthly reports of a Caf to its partners (R19). */
const monthlyReports: ListDeclaration<MonthlyReportView> = {
  path: 'lists/monthly-reports',
  tag: 'anomalies',
  summary: 'The monthly reports of a Caf, drafts first; those that were sent to a gestionnaire; by page',
  roles: ['caf-security', 'gestionnaire'],
  reads: Reads('monthly_reports', 'accounts'),
  recordsExport: 'monthly-reports-export',
  file: 'rapports-mensuels',
  view: MonthlyReportView,
  from: 'monthly_reports.reports AS r',
  columns: COLUMNS,
  searched: (matches) => matches('r.search'),
  filters: {
    state: filter(OneOf(STATES, { optional: true }), (state: (typeof STATES)[number]) =>
      state === 'draft' ? fragment`r.sent_at IS NULL` : fragment`r.sent_at IS NOT NULL`,
    ),
    organismId: ofGestionnaire('r.gestionnaire_id'),
    ...period.days(`(r.month || '-01')::date`, 'on which its month may begin'),
  },
  sorts: {
    waiting: [by.whole('(r.sent_at IS NULL)::int'), month, ...upward(name, id)],
    month: [month, ...upward(name, id)],
    gestionnaire: [name, month, id],
  },
  order: '-waiting',
  csv: [
    ['Mois', (report) => formatMonth(report.month)],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Préparé le', ({ preparedAt }) => inParis(preparedAt)],
    ['Envoyé le', ({ sent }) => sent && inParis(sent.at)],
    ['Envoyé par', ({ sent }) => sent?.by],
    ['Anomalies', ({ sent }) => sent?.cases],
  ],
};

@Injectable()
export class MonthlyReportList extends List<ReportRow, MonthlyReportView> {
  readonly declared = monthlyReports;

  constructor(private readonly codes: CodeDirectory) {
    super();
  }

  /** A gestionnaire sees its own, once they are sent. */
  protected scope({ reader: { role, organism } }: Asking): Fragment {
    return role === 'gestionnaire'
      ? fragment`r.gestionnaire_id = ${organism.id} AND r.sent_at IS NOT NULL`
      : fragment`r.caf_id = ${organism.id}`;
  }

  protected async views(rows: readonly ReportRow[], { reader }: Asking): Promise<MonthlyReportView[]> {
    const names = await this.codes.namesOf(rows.flatMap(({ sentBy }) => sentBy ?? []));
    return rows.map((row) => toView(row, reader, names));
  }
}

export const MonthlyReportListController = listController(MonthlyReportList, monthlyReports);
