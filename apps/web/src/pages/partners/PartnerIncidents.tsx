import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { INCIDENT_COLUMNS } from '../incidents/incident-columns';

/** The incidents that a partner has reported, or that were recorded for it. */
export const PartnerIncidents = ({ id }: { id: string }) => (
  <Section title="Incidents">
    <ListExcerpt
      path="/lists/incidents"
      params={{ organismId: id }}
      caption="Incidents de sécurité, le dernier signalé d’abord"
      columns={INCIDENT_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucun incident n’a été signalé."
      all={`/incidents?${new URLSearchParams({ organismId: id })}`}
    />
  </Section>
);
