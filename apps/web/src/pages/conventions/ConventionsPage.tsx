import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { formatDay, plural } from '../../format';
import { CONVENTION_STATES } from '../../labels';

export default function ConventionsPage() {
  const { role } = useMe();
  const conventions = useQuery(queries.conventions());
  return (
    <Page
      title="Conventions"
      aside={
        role === 'caf-habilitation' && (
          <Link to="nouvelle" className="button primary">
            Enregistrer une convention
          </Link>
        )
      }
    >
      <Loaded query={conventions}>
        {(list) => (
          <DataTable
            caption="Avenants « Accès et usage du Portail Caf Partenaires »"
            columns={[
              {
                header: 'Gestionnaire',
                cell: ({ id, gestionnaire }) => <Link to={id}>{gestionnaire.name}</Link>,
              },
              { header: 'Caf', cell: ({ caf }) => caf.name },
              {
                header: 'Établissements',
                cell: ({ establishments }) => establishments.length,
                numeric: true,
              },
              { header: 'Jusqu’au', cell: ({ until }) => formatDay(until) },
              { header: 'État', cell: ({ state }) => <Badge {...CONVENTION_STATES[state]} /> },
              {
                header: 'À surveiller',
                cell: ({ warnings }) =>
                  warnings.length > 0 ? (
                    <Badge label={plural(warnings.length, 'avertissement')} tone="warning" />
                  ) : (
                    '—'
                  ),
              },
            ]}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucune convention."
          />
        )}
      </Loaded>
    </Page>
  );
}
