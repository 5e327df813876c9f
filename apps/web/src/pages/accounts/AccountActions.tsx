import type { Account } from '../../api/contract';
import { useMe } from '../../api/session';
import { ReasonDialog } from '../../components/ReasonDialog';
import { ConfirmCorrespondent } from './ConfirmCorrespondent';
import { FactorReset } from './FactorReset';
import { CorrectHolder } from './HolderCorrection';
import { RevokePassword, SendLink } from './LinkActions';
import { RequestDecision } from './RequestDecision';
import { RefuseUnblocking, RequestUnblocking, Unblock } from './UnblockingForms';
import { mayBeUnblocked } from './unblocking';

/** New links, requests, blocks of codes and waits. The Caf's sanctions are beside it (`TakeSanction`). */
export function AccountActions({ account }: { account: Account }) {
  const { role, userCode } = useMe();
  const { state, isHabilitated, unblockingRequest } = account;
  const isOpen = state !== 'closed' && state !== 'requested' && state !== 'refused';
  const isOtherStaff = isOpen && account.role !== 'agent' && account.userCode !== userCode;
  const isColleague = role === 'gestionnaire' && account.userCode !== userCode;
  return (
    <div className="actions">
      {state === 'requested' && account.requestedBy !== userCode && <RequestDecision account={account} />}
      {isColleague && account.toBeConfirmed && isOpen && <ConfirmCorrespondent account={account} />}
      {role === 'gestionnaire' &&
        account.block?.since &&
        mayBeUnblocked(account) &&
        unblockingRequest?.refusal !== null && <RequestUnblocking account={account} />}
      {role === 'caf-habilitation' && state === 'blocked' && mayBeUnblocked(account) && (
        <Unblock account={account} />
      )}
      {role === 'caf-habilitation' && state === 'blocked' && unblockingRequest?.refusal === null && (
        <RefuseUnblocking account={account} />
      )}
      {state === 'pending' &&
        isHabilitated &&
        (role === 'caf-habilitation' || (role === 'gestionnaire' && account.role === 'agent')) && (
          <SendLink account={account} />
        )}
      {role === 'caf-habilitation' && (state === 'active' || state === 'blocked') && (
        <RevokePassword account={account} />
      )}
      {role !== 'gestionnaire' && account.waitUntil !== null && isOpen && account.userCode !== userCode && (
        <EndWaits account={account} />
      )}
      {role !== 'gestionnaire' && isOpen && <FactorReset account={account} own={userCode} />}
      {role === 'caf-habilitation' && isOtherStaff && <CorrectHolder account={account} />}
    </div>
  );
}

/** R18: others have failed with this code; its holder need not wait for it. */
function EndWaits({ account: { userCode, name } }: { account: Account }) {
  return (
    <ReasonDialog
      label="Lever l’attente"
      title={`Lever l’attente du code ${userCode} (${name})`}
      path={`/accounts/${userCode}/wait-ending`}
      submit="Lever l’attente"
      done={`Le code ${userCode} peut être essayé de nouveau.`}
      hint="Qui a appelé, comment son identité a été vérifiée."
    >
      <p>Après des essais manqués, il faut attendre avant d’essayer de nouveau. Ces essais sont oubliés.</p>
    </ReasonDialog>
  );
}
