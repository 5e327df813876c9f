import type { HabilitationRequest } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { PROFILES } from '../../labels';

/** The Caf grants, once the annex is signed where it has to be, or refuses with a reason. */
export function RequestDecision({ request }: { request: HabilitationRequest }) {
  const { role } = useMe();
  if (role !== 'caf-habilitation' || request.state !== 'pending') return null;
  const isAnnexSigned = request.amendment === null || request.amendment.signedBy.length === 2;

  return (
    <div className="actions">
      {isAnnexSigned && <Grant request={request} />}
      <Refuse request={request} />
    </div>
  );
}

function Grant({
  request: { id, person, profile, establishment, replaces },
}: {
  request: HabilitationRequest;
}) {
  return (
    <ActionDialog label="Accorder" title={`Habiliter ${person.name}`} look="primary">
      {(close) => (
        <CommandForm
          path={`/habilitation-requests/${id}/grant`}
          body={() => ({})}
          submit="Accorder l’habilitation"
          done={`${person.name} est habilité(e).`}
          onDone={close}
        >
          <p>
            {PROFILES[profile]}, {establishment.name}.
          </p>
          {replaces && <p>{replaces} perd ce profil au même instant.</p>}
        </CommandForm>
      )}
    </ActionDialog>
  );
}

function Refuse({ request: { id, person } }: { request: HabilitationRequest }) {
  return (
    <ActionDialog label="Refuser" title={`Refuser la demande pour ${person.name}`}>
      {(close) => (
        <CommandForm
          path={`/habilitation-requests/${id}/refusal`}
          body={(value) => ({ reason: value('reason') })}
          submit="Refuser la demande"
          look="danger"
          done="La demande est refusée."
          onDone={close}
        >
          <TextArea name="reason" label="Motif" hint="Le gestionnaire le lira." />
        </CommandForm>
      )}
    </ActionDialog>
  );
}
