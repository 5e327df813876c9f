import { Link } from 'react-router';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { CONTROLS_CAPTION, controlColumns, emptyFor } from './control-list';
import { PlanForm } from './PlanForm';

/** The first controls of a Caf, or of those at one partner; for a gestionnaire its own. */
export function Controls({ gestionnaireId }: { gestionnaireId?: string }) {
  const { role } = useMe();
  const isCaf = role === 'caf-security';
  const all = `/conformite/controles${gestionnaireId ? `?${new URLSearchParams({ organismId: gestionnaireId })}` : ''}`;
  return (
    <Section title="Contrôles">
      {isCaf && (
        <ActionDialog label="Prévoir un contrôle">
          <PlanForm gestionnaireId={gestionnaireId} />
        </ActionDialog>
      )}
      <ListExcerpt
        path="/lists/controls"
        params={{ organismId: gestionnaireId }}
        caption={CONTROLS_CAPTION}
        columns={controlColumns(!isCaf || gestionnaireId !== undefined)}
        rowKey={({ id }) => id}
        empty={emptyFor(role)}
      />
      <p>
        <Link to={all}>Chercher parmi les contrôles</Link>
      </p>
    </Section>
  );
}
