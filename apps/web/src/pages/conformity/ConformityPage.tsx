import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Download } from '../../components/Download';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerDossier } from '../../components/PartnerDossier';
import { Article } from './Article';
import { Opening } from './Opening';
import { PastDays } from './PastDays';
import { Seal } from './Seal';
import { ToSettle } from './ToSettle';

/** Every clause of the amendment in its own words, with what keeps it. */
export default function ConformityPage() {
  const conformity = useQuery(queries.conformity());
  const { role, organism } = useMe();
  return (
    <Page
      title="Conformité à l’avenant"
      aside={<Download path="/conformity.pdf">Télécharger (PDF du jour)</Download>}
    >
      <Loaded query={conformity}>
        {(read) => (
          <div className="conformity">
            <Opening conformity={read} />
            <ToSettle articles={read.articles} />
            {read.articles.map((article) => (
              <Article key={article.title} article={article} />
            ))}
            {role === 'gestionnaire' && <PartnerDossier id={organism.id} isOwn />}
            {role === 'caf-security' && <PastDays />}
            <Seal conformity={read} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
