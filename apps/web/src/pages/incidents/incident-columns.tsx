import { Link } from 'react-router';
import type { Incident } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { Column } from '../../components/DataTable';
import { formatInstant } from '../../format';
import { INCIDENT_CATEGORIES, INCIDENT_STATES } from '../../labels';
import { Reported } from './Reported';

/** What every list of incidents shows of one. */
export const INCIDENT_COLUMNS: Column<Incident>[] = [
  {
    header: 'Incident',
    cell: ({ id, category, gestionnaire }) => (
      <>
        <Link to={`/incidents/${id}`}>{INCIDENT_CATEGORIES[category]}</Link>{' '}
        <span className="quiet block">{gestionnaire.name}</span>
      </>
    ),
  },
  {
    header: 'Code',
    cell: ({ userCode, name }) =>
      userCode ? (
        <>
          {userCode} <span className="quiet block">{name}</span>
        </>
      ) : (
        '—'
      ),
  },
  { header: 'Découvert', cell: ({ discoveredAt }) => formatInstant(discoveredAt) },
  { header: 'Signalé', cell: (incident) => <Reported incident={incident} /> },
  { header: 'État', cell: ({ state }) => <Badge {...INCIDENT_STATES[state]} /> },
];
