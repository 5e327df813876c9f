import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Control } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { today } from '../../days';
import { formatDay } from '../../format';
import { CONTROL_OUTCOMES, CONTROL_STATES } from '../../labels';
import { PlanForm } from './PlanForm';

/** The controls of a Caf, or those at one partner; for a gestionnaire its own. */
export function Controls({ gestionnaireId }: { gestionnaireId?: string }) {
  const isCaf = useMe().role === 'caf-security';
  const only = shownOf(useSearchParams()[0].get('controls'));
  const controls = useQuery(queries.controls({ gestionnaireId }));
  const showsPartner = isCaf && gestionnaireId === undefined;
  return (
    <Section title="Contrôles">
      {isCaf && (
        <ActionDialog label="Prévoir un contrôle">
          {(close) => <PlanForm gestionnaireId={gestionnaireId} onDone={close} />}
        </ActionDialog>
      )}
      {only && (
        <p className="intro">
          {only.says} <Link to="/conformite">Tous les contrôles</Link>
        </p>
      )}
      <Loaded query={controls}>
        {(list) => (
          <DataTable
            caption="Ce qui est attendu d’abord, puis du plus récent au plus ancien"
            columns={showsPartner ? [SUBJECT, PARTNER, ...OTHERS] : [SUBJECT, ...OTHERS]}
            rows={only ? list.filter(only.has) : list}
            rowKey={({ id }) => id}
            empty={
              only
                ? 'Il n’y en a pas.'
                : isCaf
                  ? 'Aucun contrôle n’est prévu ni mené.'
                  : 'La Caf n’a prévu ni mené aucun contrôle.'
            }
          />
        )}
      </Loaded>
    </Section>
  );
}

interface Shown {
  says: string;
  has: (control: Control) => boolean;
}

const isOpen = ({ state }: Control) => state === 'planned' || state === 'agreed';

/** The day on which something is expected. */
const dayOf = ({ plannedOn, conclusion }: Control) => conclusion?.agreement?.dueOn ?? plannedOn;

/** What the address narrows them to. */
const SHOWN: Record<string, Shown> = {
  open: { says: 'Ceux qui ne sont pas terminés.', has: isOpen },
  late: {
    says: 'Ceux dont le jour est passé.',
    has: (control) => isOpen(control) && dayOf(control) < today(),
  },
};

const shownOf = (asked: string | null): Shown | undefined => (asked === null ? undefined : SHOWN[asked]);

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
