import { Link } from 'react-router';
import type { Campaign } from '../../api/contract';
import type { Column } from '../../components/DataTable';
import { formatDay, formatNumber } from '../../format';
import { DECLARATION_KINDS } from '../../labels';

export const CAMPAIGN_COLUMNS: Column<Campaign>[] = [
  { header: 'Campagne', cell: campaignName },
  { header: 'Premier jour', cell: ({ opensOn }) => formatDay(opensOn) },
  { header: 'Dernier jour', cell: ({ closesOn }) => formatDay(closesOn) },
  {
    header: 'Transmises',
    numeric: true,
    cell: ({ kind, year, number, expected, transmitted }) => (
      <Link to={`/campagnes?year=${year}&kind=${kind}&number=${number}`}>
        {formatNumber(transmitted)} sur {formatNumber(expected)}
      </Link>
    ),
  },
];

/** « Actualisée 2026 (2) »: the second of its year. */
export function campaignName({ kind, year, number }: Pick<Campaign, 'kind' | 'year' | 'number'>): string {
  return `${DECLARATION_KINDS[kind]} ${year}${number > 1 ? ` (${number})` : ''}`;
}
