import type { Account } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { PolicySentence } from '../../components/PolicySentence';
import { ReasonDialog } from '../../components/ReasonDialog';

const SingleUse = () => <PolicySentence of="activationLinkHours" />;

/** R15: the link before has expired, or was lost. */
export function SendLink({ account: { userCode, name } }: { account: Account }) {
  return (
    <ActionDialog label="Envoyer un nouveau lien" title={`Envoyer un nouveau lien à ${name}`}>
      <CommandForm
        path={`/accounts/${userCode}/credentials`}
        submit="Envoyer le lien"
        done={`Un nouveau lien est envoyé au titulaire du code ${userCode}.`}
      >
        <p>
          <SingleUse /> Les liens envoyés auparavant ne fonctionneront plus.
        </p>
      </CommandForm>
    </ActionDialog>
  );
}

/** R23: a blocked code stays blocked; its link is sent with the unblocking. */
export function RevokePassword({ account: { userCode, name, state } }: { account: Account }) {
  const isBlocked = state === 'blocked';
  const next = isBlocked
    ? 'un lien pour en choisir un autre partira avec le déblocage'
    : 'un lien pour en choisir un autre est envoyé';
  return (
    <ReasonDialog
      label="Mot de passe perdu ou volé"
      title={`Mot de passe perdu ou volé : ${name}`}
      path={`/accounts/${userCode}/password-revocation`}
      submit={isBlocked ? 'Révoquer le mot de passe' : 'Révoquer et envoyer un lien'}
      submitLook="danger"
      done={`Le mot de passe du code ${userCode} ne fonctionne plus ; ${next}.`}
      hint="Ce qui a été signalé, par qui et quand."
    >
      <p>
        Le mot de passe ne fonctionnera plus et les sessions ouvertes prendront fin. La personne en choisira
        un autre par un lien envoyé {isBlocked ? 'au déblocage du code' : 'à sa messagerie'}. <SingleUse />
      </p>
    </ReasonDialog>
  );
}
