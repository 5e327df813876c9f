import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { ListedConvention } from '../../api/contract';
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
  const latest = useQuery(queries.list<ListedConvention>('/lists/conventions', { limit: '1' }));
  const followed = search.get('apres');
  const known = followed ?? latest.data?.items[0]?.id;
  const convention = useQuery({ ...queries.convention(known ?? ''), enabled: known !== undefined });
  if (role !== 'caf-habilitation') return <ForbiddenPage />;

  return (
    <Page title="Enregistrer une convention">
      <p className="intro">
        L’avenant « Accès et usage du Portail Caf Partenaires », avant ou après sa signature. Il reste un
        projet tant que les deux parties n’ont pas signé et que sa date d’effet n’est pas fixée.
      </p>
      <Loaded query={latest}>
        {({ count }) =>
          count === 0 ? (
            <ConventionForm />
          ) : (
            <Loaded query={convention}>
              {(one) => <ConventionForm caf={one.caf} former={followed ? one : undefined} />}
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}
