import { Link } from 'react-router';
import type { Declaration } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn } from '../../components/list-declaration';
import { formatInstant } from '../../format';
import { DECLARATION_KINDS, DECLARATION_STATES } from '../../labels';

/** What every list of declarations shows of one. */
export const DECLARATION_COLUMNS: ListColumn<Declaration>[] = [
  {
    header: 'Déclaration',
    sort: 'year',
    cell: ({ id, kind, year, version }) => (
      <>
        <Link to={`/declarations/${id}`}>
          {DECLARATION_KINDS[kind]} {year}
        </Link>
        {version > 1 && <span className="quiet block">version {version}</span>}
      </>
    ),
  },
  { header: 'Établissement', sort: 'establishment', cell: ({ establishment }) => establishment.name },
  { header: 'Activité', cell: ({ activitySubmitted }) => <Part isSubmitted={activitySubmitted} /> },
  { header: 'Finances', cell: ({ financesSubmitted }) => <Part isSubmitted={financesSubmitted} /> },
  { header: 'État', cell: ({ state }) => <Badge {...DECLARATION_STATES[state]} /> },
  { header: 'Modifiée', sort: 'updated', cell: ({ updatedAt }) => formatInstant(updatedAt) },
];

function Part({ isSubmitted }: { isSubmitted: boolean }) {
  return isSubmitted ? <Badge label="Remise" tone="good" /> : <Badge label="Attendue" tone="neutral" />;
}
