import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { OWN_SANCTION_COLUMNS } from '../sanctions/sanction-columns';

/** What the Caf has taken against the reader's own access. */
export function OwnSanctions() {
  const sanctions = useQuery(queries.ownSanctions());
  return (
    <Section title="Mesures de la Caf">
      <Loaded query={sanctions}>
        {(rows) => (
          <DataTable
            caption="De la plus récente à la plus ancienne"
            columns={OWN_SANCTION_COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
            empty="La Caf n’a pris aucune mesure sur votre accès."
          />
        )}
      </Loaded>
    </Section>
  );
}
