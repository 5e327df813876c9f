import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';

export const LiftSuspension = ({ userCode, name }: { userCode: string; name: string }) => (
  <ActionDialog
    label="Lever"
    about={`suspension du code ${userCode}`}
    title={`Lever la suspension\u00a0: ${name}, ${userCode}`}
  >
    {(close) => (
      <CommandForm
        path={`/accounts/${userCode}/suspension-lifting`}
        body={(value) => ({ reason: value('reason') })}
        submit="Lever la suspension"
        done={`La suspension du code ${userCode} est levée.`}
        onDone={close}
      >
        <p>
          La personne se connecte de nouveau. Si son mot de passe a été révoqué, elle reçoit un lien pour en
          choisir un autre.
        </p>
        <TextArea name="reason" label="Motif" hint="La personne et son gestionnaire le liront." />
      </CommandForm>
    )}
  </ActionDialog>
);
