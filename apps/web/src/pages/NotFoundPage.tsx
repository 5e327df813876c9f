import { Link } from 'react-router';
import { Page } from '../components/Page';

export default function NotFoundPage() {
  return (
    <Page title="Page introuvable">
      <p>Cette adresse ne mène à aucune page du registre.</p>
      <Link to="/">Revenir à l’accueil</Link>
    </Page>
  );
}
