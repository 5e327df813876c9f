import { Link } from 'react-router';
import type { Incident } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn } from '../../components/list-declaration';
import { formatInstant } from '../../format';
import { INCIDENT_CATEGORIES, INCIDENT_STATES } from '../../labels';
import { Reported } from './Reported';

/** What every list of incidents shows of one. */
export const INCIDENT_COLUMNS: ListColumn<Incident>[] = [
  {
    header: 'Incident et gestionnaire',
    sort: 'gestionnaire',
    cell: ({ id, category, gestionnaire, description }) => (
      <>
        <Link to={`/incidents/${id}`}>{INCIDENT_CATEGORIES[category]}</Link>{' '}
        <span className="quiet block">{gestionnaire.name}</span>{' '}
        <span className="quiet block">{description}</span>
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
  { header: 'Découvert', sort: 'discovered', cell: ({ discoveredAt }) => formatInstant(discoveredAt) },
  { header: 'Signalé', sort: 'reported', cell: (incident) => <Reported incident={incident} /> },
  { header: 'État', cell: ({ state }) => <Badge {...INCIDENT_STATES[state]} /> },
];
