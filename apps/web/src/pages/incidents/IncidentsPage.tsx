import { Link } from 'react-router';
import type { Incident, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { plural } from '../../format';
import { INCIDENT_CATEGORIES, INCIDENT_STATES, REPORTING_DELAYS } from '../../labels';
import { INCIDENT_COLUMNS } from './incident-columns';

export default function IncidentsPage() {
  const { role } = useMe();
  return (
    <Page
      title="Incidents de sécurité"
      aside={
        <Link to="nouveau" className="button primary">
          {role === 'caf-security' ? 'Enregistrer un incident' : 'Signaler un incident'}
        </Link>
      }
    >
      <List list={listFor(role)} />
    </Page>
  );
}

const listFor = (role: UserRole): ListDeclaration<Incident> => ({
  here: '/incidents',
  path: '/lists/incidents',
  caption: role === 'agent' ? 'Incidents que vous avez signalés' : 'Incidents de sécurité signalés à la Caf',
  columns: INCIDENT_COLUMNS,
  rowKey: ({ id }) => id,
  searched: 'Description, code, personne, gestionnaire, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'Tous', options: optionsOf(INCIDENT_STATES) },
    { name: 'category', label: 'Nature', none: 'Toutes', options: optionsOf(INCIDENT_CATEGORIES) },
    {
      name: 'delay',
      label: 'Signalement',
      none: 'Peu importe',
      options: [...optionsOf(REPORTING_DELAYS), { value: 'late', label: 'Tardif ou très tardif' }],
    },
    { name: 'from', label: 'Signalé du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
    { name: 'organismId', isHidden: true },
    { name: 'userCode', isHidden: true },
  ],
  order: '-reported',
  counted: (count) => plural(count, 'incident'),
  empty: 'Aucun incident n’a été signalé.',
});
