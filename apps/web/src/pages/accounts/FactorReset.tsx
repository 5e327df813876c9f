import type { Account } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { ReasonDialog } from '../../components/ReasonDialog';

/** Devices and recovery codes are lost: one officer asks, another one decides. */
export function FactorReset({ account, own }: { account: Account; own: string }) {
  const { factorReset, secondFactors } = account;
  if (secondFactors === 0 || account.userCode === own) return null;
  if (!factorReset) return <Request account={account} />;
  return factorReset.by === own ? null : <Decision account={account} reset={factorReset} />;
}

const Request = ({ account: { userCode, name } }: { account: Account }) => (
  <ReasonDialog
    label="Rouvrir la seconde vérification"
    title={`Rouvrir la seconde vérification de ${name}`}
    path={`/accounts/${userCode}/factor-reset-request`}
    submit="Demander"
    done="La demande attend la décision d’une autre personne de la Caf."
    hint="Qui a appelé, comment son identité a été vérifiée."
  >
    <p>
      Pour qui a perdu ses appareils et ses codes de secours. Une autre personne de la Caf doit confirmer : le
      mot de passe ouvrira alors l’ajout d’une autre seconde vérification.
    </p>
  </ReasonDialog>
);

function Decision({
  account: { userCode, name },
  reset,
}: {
  account: Account;
  reset: NonNullable<Account['factorReset']>;
}) {
  return (
    <>
      <ActionDialog
        label="Confirmer la réouverture"
        title={`Rouvrir la seconde vérification de ${name}`}
        look="primary"
      >
        <CommandForm
          path={`/accounts/${userCode}/factor-reset-grant`}
          submit="Confirmer la réouverture"
          done={`La seconde vérification du code ${userCode} est rouverte.`}
        >
          <p>
            Demandé par {reset.by} : {reset.reason}
          </p>
          <p>
            Ses appareils et ses codes de secours n’ouvriront plus rien, et ses sessions prennent fin.
            Assurez-vous vous-même de son identité.
          </p>
        </CommandForm>
      </ActionDialog>
      <ReasonDialog
        label="Refuser la réouverture"
        title={`Ne pas rouvrir la seconde vérification de ${name}`}
        path={`/accounts/${userCode}/factor-reset-refusal`}
        submit="Refuser la réouverture"
        submitLook="danger"
        done="La demande est refusée."
      />
    </>
  );
}
