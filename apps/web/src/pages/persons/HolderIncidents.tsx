import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { INCIDENT_CATEGORIES, INCIDENT_STATES } from '../../labels';

/** The incidents about a code, and those that its holder has reported. */
export function HolderIncidents({ userCode }: { userCode: string }) {
  const incidents = useQuery(queries.incidents({ userCode }));
  return (
    <Section title="Incidents">
      <Loaded query={incidents}>
        {(list) => (
          <DataTable
            caption="Incidents sur ce code, ou signalés par la personne"
            columns={[
              {
                header: 'Incident',
                cell: ({ id, category }) => (
                  <Link to={`/incidents/${id}`}>{INCIDENT_CATEGORIES[category]}</Link>
                ),
              },
              { header: 'Signalé le', cell: ({ reportedAt }) => formatInstant(reportedAt) },
              { header: 'Signalé par', cell: ({ reportedBy }) => reportedBy },
              { header: 'État', cell: ({ state }) => <Badge {...INCIDENT_STATES[state]} /> },
            ]}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucun incident."
          />
        )}
      </Loaded>
    </Section>
  );
}
