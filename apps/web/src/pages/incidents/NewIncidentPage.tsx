import { useMe } from '../../api/session';
import { Page } from '../../components/Page';
import { IncidentForm } from './IncidentForm';

export default function NewIncidentPage() {
  const isCaf = useMe().role === 'caf-security';
  return (
    <Page title={isCaf ? 'Enregistrer un incident' : 'Signaler un incident'}>
      <p className="intro">
        {isCaf
          ? 'Un incident qu’un partenaire vous a signalé par téléphone.'
          : 'La convention vous engage à informer aussitôt la Caf d’un incident de sécurité (article 4).'}{' '}
        Si un mot de passe est perdu ou volé, indiquez son code : il est bloqué dès l’envoi, et ses sessions
        prennent fin.
      </p>
      <IncidentForm />
    </Page>
  );
}
