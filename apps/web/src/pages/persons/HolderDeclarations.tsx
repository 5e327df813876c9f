import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { DECLARATION_KINDS, DECLARATION_STATES } from '../../labels';

/** What somebody has approved; for a Caf, what was transmitted to it. */
export function HolderDeclarations({ userCode }: { userCode: string }) {
  const declarations = useQuery(queries.declarations({ approvedBy: userCode }));
  return (
    <Section title="Déclarations approuvées">
      <Loaded query={declarations}>
        {(list) => (
          <DataTable
            caption="De l’année la plus récente à la plus ancienne"
            columns={[
              {
                header: 'Déclaration',
                cell: ({ id, kind, year, version }) => (
                  <>
                    <Link to={`/declarations/${id}`}>
                      {DECLARATION_KINDS[kind]} {year}
                    </Link>
                    {version > 1 && <span className="quiet block">version {version}</span>}
                  </>
                ),
              },
              { header: 'Établissement', cell: ({ establishment }) => establishment.name },
              { header: 'État', cell: ({ state }) => <Badge {...DECLARATION_STATES[state]} /> },
              { header: 'Modifiée', cell: ({ updatedAt }) => formatInstant(updatedAt) },
            ]}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucune déclaration approuvée."
          />
        )}
      </Loaded>
    </Section>
  );
}
