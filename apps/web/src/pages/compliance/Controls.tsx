import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Control } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { CONTROL_OUTCOMES, CONTROL_STATES } from '../../labels';
import { PlanForm } from './PlanForm';

/** The controls of a Caf, or those at one partner; for a gestionnaire its own. */
export function Controls({ gestionnaireId }: { gestionnaireId?: string }) {
  const isCaf = useMe().role === 'caf-security';
  const controls = useQuery(queries.controls({ gestionnaireId }));
  const showsPartner = isCaf && gestionnaireId === undefined;
  return (
    <Section title="Contrôles">
      {isCaf && (
        <ActionDialog label="Prévoir un contrôle">
          {(close) => <PlanForm gestionnaireId={gestionnaireId} onDone={close} />}
        </ActionDialog>
      )}
      <Loaded query={controls}>
        {(list) => (
          <DataTable
            caption="Ce qui est attendu d’abord, puis du plus récent au plus ancien"
            columns={showsPartner ? [SUBJECT, PARTNER, ...OTHERS] : [SUBJECT, ...OTHERS]}
            rows={list}
            rowKey={({ id }) => id}
            empty={isCaf ? 'Aucun contrôle n’est prévu ni mené.' : 'La Caf n’a prévu ni mené aucun contrôle.'}
          />
        )}
      </Loaded>
    </Section>
  );
}

const SUBJECT: Column<Control> = {
  header: 'Objet',
  cell: ({ id, subject }) => <Link to={`/conformite/controles/${id}`}>{subject}</Link>,
};
const PARTNER: Column<Control> = { header: 'Gestionnaire', cell: ({ gestionnaire }) => gestionnaire.name };
const OTHERS: Column<Control>[] = [
  {
    header: 'Date',
    cell: ({ state, plannedOn, conclusion }) =>
      state === 'planned' ? <Due day={plannedOn} /> : formatDay(conclusion?.carriedOutOn ?? plannedOn),
  },
  {
    header: 'État',
    cell: ({ state, conclusion }) => (
      <>
        <Badge {...CONTROL_STATES[state]} />
        {state === 'agreed' && conclusion?.agreement && <Due day={conclusion.agreement.dueOn} />}
      </>
    ),
  },
  {
    header: 'Constat',
    cell: ({ conclusion }) => (conclusion ? <Badge {...CONTROL_OUTCOMES[conclusion.outcome]} /> : '—'),
  },
];
