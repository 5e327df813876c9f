import { useMe } from '../../api/session';
import { List } from '../../components/List';
import { Page } from '../../components/Page';
import { reportsFor } from './report-list';

/** For a Caf its reports, to be reviewed and sent; for a gestionnaire those that it was sent. */
export default function ReportsPage() {
  const { role } = useMe();
  return (
    <Page title="Rapports mensuels">
      <p className="intro">
        {role === 'gestionnaire'
          ? 'Les rapports de votre Caf sur les anomalies de connexion de chaque mois. Leur consultation est enregistrée.'
          : 'Greffe les prépare le premier jour ouvré du mois, pour chaque partenaire à qui une anomalie a été notifiée le mois précédent. Relisez-les, puis envoyez-les.'}
      </p>
      <List list={reportsFor(role)} />
    </Page>
  );
}
