import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { DataTable } from '../../components/DataTable';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { INCIDENT_STATES } from '../../labels';
import { INCIDENT_COLUMNS } from './incident-columns';

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
            columns={INCIDENT_COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucun incident dans cet état."
          />
        )}
      </Loaded>
    </Page>
  );
}
