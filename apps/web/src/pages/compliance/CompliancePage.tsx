import { useMe } from '../../api/session';
import { Page } from '../../components/Page';
import { Controls } from './Controls';
import { Duties } from './Duties';
import { Partners } from './Partners';

/** For a Caf its partners, and its controls; for a gestionnaire its own duties, and the controls at its place (R24). */
export default function CompliancePage() {
  const { role, organism } = useMe();
  const isCaf = role === 'caf-security';
  return (
    <Page title="Attestations et contrôles">
      <p className="intro">
        {isCaf
          ? 'La convention (article 4) confie au partenaire cinq obligations, qu’il atteste chaque année. La Caf peut vérifier ce qui lui paraît utile.'
          : 'La convention (article 4) vous confie cinq obligations. Attestez chacune une fois par an, avec une pièce s’il y en a une.'}
      </p>
      {isCaf ? <Partners /> : <Duties gestionnaireId={organism.id} />}
      <Controls />
    </Page>
  );
}
