import { List } from '../../components/List';
import { Page } from '../../components/Page';
import { SANCTION_LIST } from './sanction-list';

/** What the Caf has taken against whose access, in force and past. */
export default function SanctionsPage() {
  return (
    <Page title="Mesures">
      <p className="intro">
        Une suspension dure jusqu’à ce que la Caf la lève, ou jusqu’au jour dit ; un changement de mot de
        passe imposé, jusqu’à ce qu’il soit fait. On ne revient pas sur la fermeture d’un code ni sur un
        retrait d’habilitation.
      </p>
      <List list={SANCTION_LIST} />
    </Page>
  );
}
