import { Link } from 'react-router';
import type { Idleness } from '../../api/contract';
import { type Column, DataTable } from '../../components/DataTable';
import { lastDayOfMonth } from '../../days';
import { formatMonth, formatNumber } from '../../format';

type Month = Idleness['months'][number];

/** How many codes disuse has blocked, and how many of such blocks have ended, in months that had any, the latest first. */
export const Months = ({ months }: { months: Month[] }) => (
  <DataTable
    caption="Codes bloqués faute d’usage, et débloqués"
    columns={COLUMNS}
    rows={months.filter(({ blocked, unblocked }) => blocked + unblocked > 0).toReversed()}
    rowKey={({ month }) => month}
    empty="Aucun code n’a été bloqué faute d’usage ces derniers mois."
  />
);

const COLUMNS: Column<Month>[] = [
  { header: 'Mois', cell: ({ month }) => formatMonth(month) },
  {
    header: 'Bloqués',
    numeric: true,
    cell: ({ month, blocked }) =>
      blocked === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <Link to={`/blocages?kind=idle&from=${month}-01&to=${lastDayOfMonth(`${month}-01`)}`}>
          {formatNumber(blocked)}
        </Link>
      ),
  },
  { header: 'Débloqués', numeric: true, cell: ({ unblocked }) => formatNumber(unblocked) },
];
