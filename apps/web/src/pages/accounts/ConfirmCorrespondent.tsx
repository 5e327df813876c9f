import type { Account } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';

/** The Caf has chosen the mailbox: a correspondent says that it is that of one of theirs (R2). */
export function ConfirmCorrespondent({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog
      label="Confirmer"
      title={`Confirmer ${name} comme correspondant`}
      look="primary"
      about={name}
    >
      <CommandForm
        path={`/accounts/${userCode}/confirmation`}
        submit="Confirmer"
        done={`${name} peut signer pour votre organisme.`}
      >
        <p>
          La Caf a ouvert le code {userCode} ou changé sa messagerie. Ne confirmez que si cette personne agit
          bien pour votre organisme : elle pourra signer les conventions et les annexes pour lui.
        </p>
      </CommandForm>
    </ActionDialog>
  );
}
