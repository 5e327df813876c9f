import type { Account } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { ReasonDialog } from '../../components/ReasonDialog';
import { ROLES } from '../../labels';

/** Two officers for the code of an officer: whoever did not ask for it decides. */
export function RequestDecision({ account }: { account: Account }) {
  const { userCode, name, role, requestedBy } = account;
  return (
    <>
      <ActionDialog label="Accorder" title={`Accorder le code demandé pour ${name}`} look="primary">
        <CommandForm
          path={`/accounts/${userCode}/grant`}
          submit="Accorder le code"
          done={`Le code ${userCode} est ouvert : deux courriels partent à son titulaire.`}
        >
          <p>
            {ROLES[role]}. Demandé par {requestedBy}. Votre accord est enregistré.
          </p>
        </CommandForm>
      </ActionDialog>
      <ReasonDialog
        label="Refuser"
        title={`Refuser le code demandé pour ${name}`}
        path={`/accounts/${userCode}/refusal`}
        submit="Refuser le code"
        submitLook="danger"
        done={`Le code demandé pour ${name} est refusé.`}
      />
    </>
  );
}
