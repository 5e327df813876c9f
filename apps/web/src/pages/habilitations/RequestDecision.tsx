import type { ListedRequest } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { Notice } from '../../components/Notice';
import { ReasonDialog } from '../../components/ReasonDialog';
import { formatDay } from '../../format';
import { ACCOUNT_STATES, PROFILES } from '../../labels';
import { Unblock } from '../accounts/UnblockingForms';
import { isAnnexSigned } from './amendment';

/** The Caf grants, once the annex is signed where it has to be, or refuses with a reason; its gestionnaire may withdraw it before. */
export function RequestDecision({ request }: { request: ListedRequest }) {
  const { role } = useMe();
  const isPending = request.state === 'pending';
  if (role === 'gestionnaire' && isPending) return <Withdraw request={request} />;
  if (role !== 'caf-habilitation' || !(isPending || request.isHeld)) return null;
  const blocked = request.account?.state === 'blocked' ? request.account.userCode : null;
  return (
    <div className="stack-tight">
      {blocked && (
        <p>
          <Badge {...ACCOUNT_STATES.blocked} /> Le code {blocked} de cette personne est bloqué.
        </p>
      )}
      <div className="actions">
        {isPending && <Decide request={request} blocked={blocked} />}
        {blocked && request.isHeld && <Unblock account={{ userCode: blocked, name: request.person.name }} />}
      </div>
    </div>
  );
}

/** `blocked`: the code of the person, where it is. */
function Decide({ request, blocked }: { request: ListedRequest; blocked: string | null }) {
  return (
    <>
      {isAnnexSigned(request) && <Grant request={request} blocked={blocked} />}
      <Refuse request={request} />
    </>
  );
}

/** R21: what is granted to a blocked code opens nothing, and says so. */
function Grant({
  request: { id, person, profile, establishment, replaces, prolongs, lastDay, returnsTo },
  blocked,
}: {
  request: ListedRequest;
  blocked: string | null;
}) {
  return (
    <ActionDialog label="Accorder" title={`Habiliter ${person.name}`} look="primary">
      <CommandForm
        path={`/habilitation-requests/${id}/grant`}
        submit="Accorder l’habilitation"
        done={`L’habilitation de ${person.name} est accordée.${blocked ? ` Son code ${blocked} reste bloqué : débloquez-le.` : ''}`}
      >
        <p>
          {PROFILES[profile]}, {establishment.name}.
        </p>
        {blocked && (
          <Notice tone="warning">
            <p>
              Le code {blocked} de {person.name} est bloqué : l’habilitation ne lui ouvrira rien tant qu’il
              n’est pas débloqué, à la demande motivée du gestionnaire.
            </p>
          </Notice>
        )}
        {replaces && !prolongs && <p>{replaces} perd ce profil au même instant.</p>}
        {lastDay && (
          <p>
            L’habilitation prend fin d’elle-même à la fin du {formatDay(lastDay)}.{' '}
            {returnsTo
              ? `${returnsTo} retrouve alors ce profil, sans autre décision.`
              : 'Le profil est alors vacant.'}
          </p>
        )}
      </CommandForm>
    </ActionDialog>
  );
}

function Refuse({ request: { id, person } }: { request: ListedRequest }) {
  return (
    <ReasonDialog
      label="Refuser"
      title={`Refuser la demande pour ${person.name}`}
      path={`/habilitation-requests/${id}/refusal`}
      submit="Refuser la demande"
      submitLook="danger"
      done="La demande est refusée."
      hint="Le gestionnaire le lira."
    >
      <p>On ne revient pas sur un refus : il faudra une autre demande écrite.</p>
    </ReasonDialog>
  );
}

const Withdraw = ({ request: { id, person, profile } }: { request: ListedRequest }) => (
  <ReasonDialog
    label="Retirer"
    title={`Retirer la demande\u00a0: ${person.name}`}
    about={`${PROFILES[profile]}, ${person.name}`}
    path={`/habilitation-requests/${id}/withdrawal`}
    submit="Retirer la demande"
    submitLook="danger"
    done="La demande est retirée."
    hint="La Caf lit ce motif."
  />
);
