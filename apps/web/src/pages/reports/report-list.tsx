import { Link } from 'react-router';
import type { MonthlyReport, UserRole } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { PARTNER_COLUMN } from '../../components/PartnerLink';
import { formatInstantDay, formatMonth, plural } from '../../format';
import { ReportFiles } from './ReportFiles';

const MONTH: ListColumn<MonthlyReport> = {
  header: 'Mois',
  sort: 'month',
  cell: ({ month }) => formatMonth(month),
};
const MONTH_TO_REVIEW: ListColumn<MonthlyReport> = {
  ...MONTH,
  cell: ({ id, month }) => <Link to={`/rapports-mensuels/${id}`}>{formatMonth(month)}</Link>,
};
const PARTNER: ListColumn<MonthlyReport> = { ...PARTNER_COLUMN, sort: 'gestionnaire' };
const STATE: ListColumn<MonthlyReport> = {
  header: 'État',
  cell: ({ sent }) =>
    sent ? (
      <>
        <Badge label="Envoyé" tone="good" />{' '}
        <span className="quiet block">
          le {formatInstantDay(sent.at)}, par {sent.by}
        </span>
      </>
    ) : (
      <Badge label="À relire" tone="progress" />
    ),
};
const FILES: ListColumn<MonthlyReport> = {
  header: 'Fichiers',
  cell: ({ id, sent }) => (sent ? <ReportFiles id={id} /> : '—'),
};

const PERIOD: ListDeclaration<MonthlyReport>['filters'] = [
  { name: 'from', label: 'Mois, du', type: 'date' },
  { name: 'to', label: 'au', type: 'date' },
];

const SHARED = {
  here: '/rapports-mensuels',
  path: '/lists/monthly-reports',
  rowKey: ({ id }: MonthlyReport) => id,
  searched: 'Gestionnaire, Siret',
  order: '-waiting',
  counted: (count: number) => plural(count, 'rapport'),
};

/** A gestionnaire reads what it was sent, from its Caf alone. */
export const reportsFor = (role: UserRole): ListDeclaration<MonthlyReport> =>
  role === 'gestionnaire'
    ? {
        ...SHARED,
        caption: 'Du plus récent au plus ancien',
        columns: [MONTH, STATE, FILES],
        filters: PERIOD,
        empty: 'Votre Caf ne vous a encore envoyé aucun rapport.',
      }
    : {
        ...SHARED,
        caption: 'À relire d’abord, puis du plus récent au plus ancien',
        columns: [MONTH_TO_REVIEW, PARTNER, STATE, FILES],
        filters: [
          {
            name: 'state',
            label: 'État',
            none: 'Tous',
            options: [
              { value: 'draft', label: 'À relire' },
              { value: 'sent', label: 'Envoyés' },
            ],
          },
          ...PERIOD,
        ],
        empty: 'Aucun rapport n’est préparé.',
      };
