import { ReasonDialog } from '../../components/ReasonDialog';

export const LiftSuspension = ({ userCode, name }: { userCode: string; name: string }) => (
  <ReasonDialog
    label="Lever"
    about={`suspension du code ${userCode}`}
    title={`Lever la suspension\u00a0: ${name}, ${userCode}`}
    path={`/accounts/${userCode}/suspension-lifting`}
    submit="Lever la suspension"
    done={`La suspension du code ${userCode} est levée.`}
    hint="La personne et son gestionnaire le liront."
  >
    <p>
      La personne se connecte de nouveau. Si son mot de passe a été révoqué, elle reçoit un lien pour en
      choisir un autre.
    </p>
  </ReasonDialog>
);
