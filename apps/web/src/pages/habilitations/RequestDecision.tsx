import { useQuery } from '@tanstack/react-query';
import type { Account, Establishment, HabilitationRequest } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { ACCOUNT_STATES, PROFILES } from '../../labels';
import { Unblock } from '../accounts/Unblocking';

/** The Caf grants, once the annex is signed where it has to be, or refuses with a reason. */
export function RequestDecision({ request }: { request: HabilitationRequest }) {
  const { role } = useMe();
  const isCaf = role === 'caf-habilitation';
  const { data: blocked = [] } = useQuery({ ...queries.accounts('blocked'), enabled: isCaf });
  const { data: establishments = [] } = useQuery({ ...queries.establishments(), enabled: isCaf });
  const isPending = request.state === 'pending';
  if (!isCaf || !(isPending || isHeld(request, establishments))) return null;
  const account = blocked.find(({ personId }) => personId === request.person.id);
  return (
    <div className="stack-tight">
      {account && (
        <p>
          <Badge {...ACCOUNT_STATES.blocked} /> Le code {account.userCode} de cette personne est bloqué.
        </p>
      )}
      <div className="actions">
        {isPending && <Decide request={request} account={account} />}
        {account && <Unblock account={account} />}
      </div>
    </div>
  );
}

/** What was granted is held still. */
const isHeld = ({ state, establishment, person, profile }: HabilitationRequest, all: Establishment[]) =>
  state === 'granted' &&
  all.some(
    ({ id, holders }) =>
      id === establishment.id &&
      holders.some((holder) => holder.personId === person.id && holder.profile === profile),
  );

function Decide({ request, account }: { request: HabilitationRequest; account: Account | undefined }) {
  const isAnnexSigned = request.amendment === null || request.amendment.signedBy.length === 2;

  return (
    <>
      {isAnnexSigned && <Grant request={request} account={account} />}
      <Refuse request={request} />
    </>
  );
}

/** R21: what is granted to a blocked code opens nothing, and says so. */
function Grant({
  request: { id, person, profile, establishment, replaces },
  account,
}: {
  request: HabilitationRequest;
  account: Account | undefined;
}) {
  return (
    <ActionDialog label="Accorder" title={`Habiliter ${person.name}`} look="primary">
      {(close) => (
        <CommandForm
          path={`/habilitation-requests/${id}/grant`}
          body={() => ({})}
          submit="Accorder l’habilitation"
          done={`${person.name} est habilité(e).${account ? ` Son code ${account.userCode} reste bloqué : débloquez-le.` : ''}`}
          onDone={close}
        >
          <p>
            {PROFILES[profile]}, {establishment.name}.
          </p>
          {account && (
            <Notice tone="warning">
              <p>
                Le code {account.userCode} de {person.name} est bloqué : l’habilitation ne lui ouvrira rien
                tant qu’il n’est pas débloqué, à la demande motivée du gestionnaire.
              </p>
            </Notice>
          )}
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
