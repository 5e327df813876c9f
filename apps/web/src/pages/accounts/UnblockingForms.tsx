import type { Account } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { ReasonDialog } from '../../components/ReasonDialog';

/** A correspondent asks the Caf (R21). */
export const RequestUnblocking = ({ account: { userCode, name } }: { account: Account }) => (
  <ReasonDialog
    label="Demander le déblocage"
    title={`Demander le déblocage du code ${userCode} (${name})`}
    path={`/accounts/${userCode}/unblocking-request`}
    submit="Demander le déblocage"
    done={`Le déblocage du code ${userCode} est demandé à la Caf.`}
    hint="Une déclaration à saisir, un retour de congé…"
  />
);

type BlockedCode = Pick<Account, 'userCode' | 'name'> & Partial<Pick<Account, 'unblockingRequest'>>;

/** At a request made here, or in writing. */
export function Unblock({ account: { userCode, name, unblockingRequest } }: { account: BlockedCode }) {
  const asked = unblockingRequest?.refusal === null ? unblockingRequest : null;
  return (
    <ActionDialog label="Débloquer" title={`Débloquer le code ${userCode} (${name})`} look="primary">
      <CommandForm
        path={`/accounts/${userCode}/unblocking`}
        body={(value) => ({ reason: value('reason'), reference: value('reference') || undefined })}
        submit="Débloquer le code"
        done={`Le code ${userCode} est débloqué.`}
      >
        <TextArea name="reason" label="Motif donné par le gestionnaire" defaultValue={asked?.reason} />
        <TextField
          name="reference"
          label="Référence de sa demande écrite"
          hint={asked ? 'Celle qui a été faite ici suffit.' : undefined}
          required={asked === null}
        />
      </CommandForm>
    </ActionDialog>
  );
}

export const RefuseUnblocking = ({ account: { userCode, name } }: { account: Account }) => (
  <ReasonDialog
    label="Refuser"
    title={`Laisser bloqué le code ${userCode} (${name})`}
    path={`/accounts/${userCode}/unblocking-refusal`}
    submit="Refuser le déblocage"
    done={`Le code ${userCode} reste bloqué.`}
    hint="Le gestionnaire le lira."
  />
);
