import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { ForbiddenPage } from '../ForbiddenPage';
import { ConventionForm } from './ConventionForm';

/** `?apres=` names the convention that this one follows: its parties and establishments are there already (R4). */
export default function NewConventionPage() {
  const { role } = useMe();
  const [search] = useSearchParams();
  const conventions = useQuery(queries.conventions());
  if (role !== 'caf-habilitation') return <ForbiddenPage />;

  return (
    <Page title="Enregistrer une convention">
      <p className="intro">
        L’avenant « Accès et usage du Portail Caf Partenaires », avant ou après sa signature. Il reste un
        projet tant que les deux parties n’ont pas signé et que sa date d’effet n’est pas fixée.
      </p>
      <Loaded query={conventions}>
        {(list) => (
          <ConventionForm caf={list[0]?.caf} former={list.find(({ id }) => id === search.get('apres'))} />
        )}
      </Loaded>
    </Page>
  );
}
