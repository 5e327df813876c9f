import { Link, useParams } from 'react-router';
import type { Convention } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { CONVENTION_STATES } from '../../labels';
import { Controls } from '../compliance/Controls';
import { Duties } from '../compliance/Duties';
import { PartyFacts } from '../conventions/PartyFacts';
import { Holders } from '../habilitations/Holders';
import { PartnerConventions } from './PartnerConventions';
import { PartnerDeclarations } from './PartnerDeclarations';
import { PartnerIncidents } from './PartnerIncidents';
import { PartnerPeople } from './PartnerPeople';
import { type Partner, usePartner } from './partner-data';
import { ToSettle } from './ToSettle';

/** All about one partner, what is not in order first. */
export default function PartnerFilePage() {
  const { id = '' } = useParams();
  const partner = usePartner(id);
  const [latest] = partner.conventions.data ?? [];
  return (
    <Page
      title={latest?.gestionnaire.name ?? 'Partenaire'}
      aside={latest && <Badge {...CONVENTION_STATES[latest.state]} />}
    >
      <Loaded query={partner.conventions}>
        {([known]) =>
          known ? (
            <Sections id={id} partner={partner} latest={known} />
          ) : (
            <Empty>Ce partenaire n’existe pas, ou ne relève pas de vous.</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function Sections({ id, partner, latest }: { id: string; partner: Partner; latest: Convention }) {
  const { role } = useMe();
  const isWatched = role !== 'caf-habilitation';
  return (
    <>
      <PartyFacts label="Gestionnaire" party={latest.gestionnaire} siret={latest.gestionnaire.siret} />
      <ToSettle id={id} partner={partner} />
      <PartnerConventions conventions={partner.conventions} />
      <Section title="Établissements">
        <Loaded query={partner.establishments}>{(list) => <Holders establishments={list} />}</Loaded>
        <p>
          <Link to={`/annexe?${new URLSearchParams({ gestionnaireId: id })}`}>
            L’annexe d’aujourd’hui, ou telle qu’elle était un autre jour
          </Link>
        </p>
      </Section>
      <PartnerPeople id={id} persons={partner.persons} />
      {isWatched && <PartnerIncidents incidents={partner.incidents} />}
      {isWatched && <Duties gestionnaireId={id} />}
      {isWatched && <Controls gestionnaireId={id} />}
      <PartnerDeclarations declarations={partner.declarations} />
      <ActsLink about={id} />
    </>
  );
}
