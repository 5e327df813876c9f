import { Link } from 'react-router';
import { useMe } from '../../api/session';
import { DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { PROFILES } from '../../labels';
import { AskedQuestions } from './AskedQuestions';

export function AgentSummary() {
  const { establishments } = useMe();
  return (
    <>
      <Section title="Vos habilitations">
        <DataTable
          caption="Profils que vous tenez, par établissement"
          columns={[
            { header: 'Établissement', cell: ({ name }) => name },
            {
              header: 'Profils',
              cell: ({ profiles }) => profiles.map((profile) => PROFILES[profile]).join(', '),
            },
          ]}
          rows={establishments}
          rowKey={({ id }) => id}
          empty="Vous ne tenez aucun profil aujourd’hui."
        />
      </Section>
      <p>
        Vos dernières connexions, et ce qu’il faut faire si l’une n’est pas de vous :{' '}
        <Link to="/mon-acces">Mon accès</Link>
      </p>
      <AskedQuestions />
    </>
  );
}
