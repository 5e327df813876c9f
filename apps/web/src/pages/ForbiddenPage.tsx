import { Link } from 'react-router';
import { Page } from '../components/Page';

export function ForbiddenPage() {
  return (
    <Page title="Page réservée">
      <p>Votre profil ne donne pas accès à cette page.</p>
      <Link to="/">Revenir à l’accueil</Link>
    </Page>
  );
}
