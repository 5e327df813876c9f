import type { UseQueryResult } from '@tanstack/react-query';
import type { Incident } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { INCIDENT_COLUMNS } from '../incidents/incident-columns';

export const PartnerIncidents = ({ incidents }: { incidents: UseQueryResult<Incident[]> }) => (
  <Section title="Incidents">
    <Loaded query={incidents}>
      {(list) => (
        <DataTable
          caption="Incidents de sécurité, le dernier signalé d’abord"
          columns={INCIDENT_COLUMNS}
          rows={list}
          rowKey={({ id }) => id}
          empty="Aucun incident n’a été signalé."
        />
      )}
    </Loaded>
  </Section>
);
