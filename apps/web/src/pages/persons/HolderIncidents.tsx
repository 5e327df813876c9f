import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { INCIDENT_COLUMNS } from '../incidents/incident-columns';

/** The incidents about a code, and those that its holder has reported. */
export const HolderIncidents = ({ userCode }: { userCode: string }) => (
  <Section title="Incidents">
    <ListExcerpt
      path="/lists/incidents"
      params={{ userCode }}
      caption="Incidents sur ce code, ou signalés par la personne"
      columns={INCIDENT_COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucun incident."
      all={`/incidents?${new URLSearchParams({ userCode })}`}
    />
  </Section>
);
