import { useQuery } from '@tanstack/react-query';
import type { Attestations } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { ACTIONS, type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { DUTIES, DUTY_STATES } from '../../labels';
import { AttestationForm } from './AttestationForm';
import { AttestationView } from './AttestationView';

type DutyRow = Attestations['duties'][number];

/** The five duties of a partner: what holds today, and what did before. */
export function Duties({ gestionnaireId }: { gestionnaireId: string }) {
  const attestations = useQuery(queries.attestations(gestionnaireId));
  const isOwn = useMe().role === 'gestionnaire';
  return (
    <Section title={isOwn ? 'Vos attestations' : 'Attestations'}>
      <Loaded query={attestations}>
        {({ duties }) => (
          <DataTable
            caption="Cinq obligations, attestées chaque année"
            columns={
              isOwn ? [...columnsOf(gestionnaireId), toAttest(gestionnaireId)] : columnsOf(gestionnaireId)
            }
            rows={duties}
            rowKey={({ duty }) => duty}
            empty=""
          />
        )}
      </Loaded>
    </Section>
  );
}

const columnsOf = (gestionnaireId: string): Column<DutyRow>[] => [
  { header: 'Obligation', cell: ({ duty }) => DUTIES[duty] },
  {
    header: 'État',
    cell: ({ state, askedOn }) => (
      <>
        <Badge {...DUTY_STATES[state]} />
        {askedOn && <span className="quiet block">demandé le {formatDay(askedOn)}</span>}
      </>
    ),
  },
  {
    header: 'Valable jusqu’au',
    cell: ({ attestations: [current] }) => (current ? <Due day={current.validUntil} /> : '—'),
  },
  {
    header: 'Attestation',
    cell: ({ duty, attestations: [current, ...before] }) =>
      current ? (
        <>
          <AttestationView path={pathOf(gestionnaireId, duty)} attestation={current} />
          {before.length > 0 && (
            <details>
              <summary>Précédentes</summary>
              {before.map((one) => (
                <AttestationView key={one.id} path={pathOf(gestionnaireId, duty)} attestation={one} />
              ))}
            </details>
          )}
        </>
      ) : (
        '—'
      ),
  },
];

const pathOf = (gestionnaireId: string, duty: DutyRow['duty']) =>
  `/attestations/${gestionnaireId}/${duty}/files`;

const toAttest = (gestionnaireId: string): Column<DutyRow> => ({
  ...ACTIONS,
  cell: ({ duty, state }) => (
    <ActionDialog
      label={state === 'missing' ? 'Attester' : 'Renouveler'}
      title={`Attester\u00a0: ${DUTIES[duty]}`}
      about={DUTIES[duty]}
      look={state === 'valid' ? 'plain' : 'primary'}
    >
      <AttestationForm duty={duty} path={pathOf(gestionnaireId, duty)} />
    </ActionDialog>
  ),
});
