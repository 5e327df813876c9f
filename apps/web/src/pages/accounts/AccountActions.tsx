import type { Account } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { ConfirmCorrespondent } from './ConfirmCorrespondent';
import { CorrectHolder } from './HolderCorrection';
import { RevokePassword, SendLink } from './LinkActions';
import { RequestDecision } from './RequestDecision';
import { RefuseUnblocking, RequestUnblocking, Unblock } from './UnblockingForms';

/** New links, the Caf's sanctions and their lifting. */
export function AccountActions({ account }: { account: Account }) {
  const { role, userCode } = useMe();
  const { state } = account;
  const isOpen = state !== 'closed' && state !== 'requested' && state !== 'refused';
  const isOtherStaff = isOpen && account.role !== 'agent' && account.userCode !== userCode;
  const isColleague = role === 'gestionnaire' && account.userCode !== userCode;
  const isUsable = state === 'active' || state === 'pending';
  return (
    <div className="actions">
      {state === 'requested' && account.requestedBy !== userCode && <RequestDecision account={account} />}
      {isColleague && account.toBeConfirmed && isOpen && <ConfirmCorrespondent account={account} />}
      {account.block?.since && role === 'gestionnaire' && account.unblockingRequest?.refusal !== null && (
        <RequestUnblocking account={account} />
      )}
      {state === 'blocked' && role === 'caf-habilitation' && <Unblock account={account} />}
      {state === 'blocked' && role === 'caf-habilitation' && account.unblockingRequest?.refusal === null && (
        <RefuseUnblocking account={account} />
      )}
      {role === 'caf-habilitation' && state === 'pending' && <SendLink account={account} />}
      {role === 'caf-habilitation' && (state === 'active' || state === 'blocked') && (
        <RevokePassword account={account} />
      )}
      {role !== 'gestionnaire' && account.waitUntil !== null && isOpen && <EndWaits account={account} />}
      {role === 'caf-habilitation' && isOtherStaff && <CorrectHolder account={account} />}
      {role === 'caf-habilitation' && isOtherStaff && <Close account={account} />}
      {role === 'caf-security' && isUsable && <Block account={account} />}
      {role === 'caf-security' && state === 'active' && <ForcePasswordChange account={account} />}
    </div>
  );
}

/** R18: others have failed with this code; its holder need not wait for it. */
function EndWaits({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog label="Lever l’attente" title={`Lever l’attente du code ${userCode} (${name})`}>
      {(close) => (
        <CommandForm
          path={`/accounts/${userCode}/wait-ending`}
          body={(value) => ({ reason: value('reason') })}
          submit="Lever l’attente"
          done={`Le code ${userCode} peut être essayé de nouveau.`}
          onDone={close}
        >
          <p>
            Après des essais manqués, il faut attendre avant d’essayer de nouveau. Ces essais sont oubliés.
          </p>
          <TextArea name="reason" label="Motif" hint="Qui a appelé, comment son identité a été vérifiée." />
        </CommandForm>
      )}
    </ActionDialog>
  );
}

function Block({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog label="Bloquer" title={`Bloquer le code ${userCode} (${name})`}>
      {(close) => (
        <CommandForm
          path={`/accounts/${userCode}/blocking`}
          body={(value) => ({ reason: value('reason') })}
          submit="Bloquer le code"
          look="danger"
          done={`Le code ${userCode} est bloqué.`}
          onDone={close}
        >
          <p>Les sessions ouvertes avec ce code prennent fin.</p>
          <TextArea name="reason" label="Motif" />
        </CommandForm>
      )}
    </ActionDialog>
  );
}

function Close({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog label="Fermer" title={`Fermer le code ${userCode} (${name})`}>
      {(close) => (
        <CommandForm
          path={`/accounts/${userCode}/closing`}
          body={(value) => ({ reason: value('reason') })}
          submit="Fermer le code"
          look="danger"
          done={`Le code ${userCode} est fermé.`}
          onDone={close}
        >
          <p>
            Ce code n’ouvrira plus rien et ne sera donné à personne d’autre. On ne revient pas sur une
            fermeture.
          </p>
          <TextArea name="reason" label="Motif" hint="Départ, changement de fonction…" />
        </CommandForm>
      )}
    </ActionDialog>
  );
}

function ForcePasswordChange({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog label="Imposer un nouveau mot de passe" title={`Imposer un nouveau mot de passe à ${name}`}>
      {(close) => (
        <CommandForm
          path={`/accounts/${userCode}/password-reset`}
          body={(value) => ({ reason: value('reason') })}
          submit="Imposer le changement"
          done={`Un nouveau mot de passe sera demandé au code ${userCode}.`}
          onDone={close}
        >
          <TextArea name="reason" label="Motif" />
        </CommandForm>
      )}
    </ActionDialog>
  );
}
