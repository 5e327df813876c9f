import { useParams } from 'react-router';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PartnerDossier } from '../../components/PartnerDossier';
import { CONVENTION_STATES } from '../../labels';
import { Controls } from '../compliance/Controls';
import { Duties } from '../compliance/Duties';
import { PartnerConventions } from './PartnerConventions';
import { PartnerDeclarations } from './PartnerDeclarations';
import { PartnerEstablishments } from './PartnerEstablishments';
import { PartnerIncidents } from './PartnerIncidents';
import { PartnerPeople } from './PartnerPeople';
import { PartnerReviews } from './PartnerReviews';
import { usePartner } from './partner-data';
import { ToSettle } from './ToSettle';

/** All about one partner, what is not in order first. */
export default function PartnerFilePage() {
  const { id = '' } = useParams();
  const { role } = useMe();
  const partner = usePartner(id);
  const isWatched = role !== 'caf-habilitation';
  const [latest] = partner.conventions.data?.items ?? [];
  return (
    <Page
      title={latest?.gestionnaire.name ?? 'Partenaire'}
      aside={latest && <Badge {...CONVENTION_STATES[latest.state]} />}
    >
      <Loaded query={partner.conventions}>
        {({ items: [first, ...others] }) =>
          first ? (
            <>
              <ToSettle id={id} partner={partner} />
              <PartnerConventions conventions={[first, ...others]} />
              <PartnerEstablishments id={id} />
              <PartnerPeople id={id} />
              <PartnerReviews id={id} />
              {isWatched && <PartnerIncidents id={id} />}
              {isWatched && <Duties gestionnaireId={id} />}
              {isWatched && <Controls gestionnaireId={id} />}
              <PartnerDeclarations id={id} />
              <PartnerDossier id={id} isOwn={role === 'gestionnaire'} />
              <ActsLink about={id} />
            </>
          ) : (
            <Empty>Ce partenaire n’existe pas, ou ne relève pas de vous.</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
