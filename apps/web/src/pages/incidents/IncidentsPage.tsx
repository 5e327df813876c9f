import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Incident } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { formatInstant } from '../../format';
import { INCIDENT_CATEGORIES, INCIDENT_STATES } from '../../labels';
import { Reported } from './Reported';

export default function IncidentsPage() {
  const { role } = useMe();
  const [search] = useSearchParams();
  const state = search.get('state') ?? undefined;
  const incidents = useQuery(queries.incidents({ state }));

  return (
    <Page
      title="Incidents de sécurité"
      aside={
        <Link to="nouveau" className="button primary">
          {role === 'caf-security' ? 'Enregistrer un incident' : 'Signaler un incident'}
        </Link>
      }
    >
      <FilterBar>
        <Select
          name="state"
          label="État"
          none="Tous"
          options={optionsOf(INCIDENT_STATES)}
          defaultValue={state}
        />
      </FilterBar>
      <Loaded query={incidents}>
        {(list) => (
          <DataTable
            caption={
              role === 'agent'
                ? 'Incidents que vous avez signalés'
                : 'Incidents de sécurité signalés à la Caf'
            }
            columns={COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucun incident dans cet état."
          />
        )}
      </Loaded>
    </Page>
  );
}

const COLUMNS: Column<Incident>[] = [
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
