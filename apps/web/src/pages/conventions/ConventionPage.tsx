import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { CONVENTION_STATES } from '../../labels';
import { ConventionActions, SigningActions } from './ConventionActions';
import { ConventionView } from './ConventionView';

export default function ConventionPage() {
  const { id = '' } = useParams();
  const { role } = useMe();
  const convention = useQuery(queries.convention(id));
  const { data } = convention;

  return (
    <Page
      title={data ? `Convention : ${data.gestionnaire.name}` : 'Convention'}
      aside={data && <Badge {...CONVENTION_STATES[data.state]} />}
    >
      <Loaded query={convention}>
        {(read) => (
          <>
            {role === 'caf-habilitation' && <ConventionActions convention={read} />}
            {(role === 'caf-habilitation' || role === 'gestionnaire') && (
              <SigningActions convention={read} party={role === 'gestionnaire' ? 'gestionnaire' : 'caf'} />
            )}
            <ConventionView convention={read} mayCorrect={role === 'caf-habilitation'} />
            <p>
              Le dossier du partenaire : <PartnerLink gestionnaire={read.gestionnaire} />
            </p>
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
