import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { queries } from '../../api/queries';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { Controls } from './Controls';
import { Duties } from './Duties';

/** What one partner has attested, and the controls at its place. */
export default function PartnerPage() {
  const { id = '' } = useParams();
  const { data } = useQuery(queries.attestations(id));
  return (
    <Page title={data?.gestionnaire.name ?? 'Partenaire'}>
      {data && (
        <p className="intro">
          Le dossier du partenaire : <PartnerLink gestionnaire={data.gestionnaire} />
        </p>
      )}
      <Duties gestionnaireId={id} />
      <Controls gestionnaireId={id} />
    </Page>
  );
}
