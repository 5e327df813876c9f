import { useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import type { AuthFactor, Me, SecondFactorAsked } from '../../api/contract';
import { hasSignedOutWith } from '../../api/identity-provider';
import { useRenewSession } from '../../api/session';
import { CommandForm } from '../../components/CommandForm';
import { PasswordField } from '../../components/fields/PasswordField';
import { UserCodeField } from '../../components/fields/UserCodeField';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { PasskeyForm } from '../../components/PasskeyForm';
import { ProviderForm } from '../../components/ProviderForm';
import { placeInThisApplication } from './place';
import { SecondStep } from './SecondStep';

export default function SignInPage() {
  const renewSession = useRenewSession();
  const navigate = useNavigate();
  const { state } = useLocation();
  const [search] = useSearchParams();
  const [asked, setAsked] = useState<AuthFactor[] | null>(null);
  const [userCode, setUserCode] = useState('');
  const returnTo = placeInThisApplication(search.get('retour'));

  async function enter() {
    await renewSession();
    await navigate(returnTo, { replace: true });
  }

  if (asked) {
    return (
      <div className="narrow">
        <SecondStep factors={asked} onDone={enter} onAgain={() => setAsked(null)} />
      </div>
    );
  }
  return (
    <div className="narrow">
      <Page title="Se connecter">
        {(search.has('deconnecte') || hasSignedOutWith(search.get('state'))) && (
          <Notice tone="good">Vous êtes déconnecté.</Notice>
        )}
        {search.has('bloque') && (
          <Notice tone="warning">
            L’incident est signalé, et votre code est bloqué. Pour le débloquer, votre gestionnaire adresse
            une demande motivée à la Caf, qui vous enverra un lien pour choisir un autre mot de passe.
          </Notice>
        )}
        {state?.activated && <Notice tone="good">Votre code est activé. Connectez-vous.</Notice>}
        <div className="stack">
          <CommandForm<object, Me | SecondFactorAsked>
            path="/session"
            body={(value) => ({ userCode: value('userCode').trim(), password: value('password') })}
            submit="Se connecter"
            onDone={(answer) => ('secondFactor' in answer ? setAsked(answer.secondFactor) : enter())}
          >
            <UserCodeField value={userCode} onChange={(event) => setUserCode(event.target.value)} />
            <PasswordField name="password" label="Mot de passe" autoComplete="current-password" />
          </CommandForm>
          <PasskeyForm<object, Me>
            path="/session/passkey"
            body={(answer) => ({ ...answer, ...(userCode.trim() && { userCode: userCode.trim() }) })}
            submit="Utiliser une clé d’accès"
            look="plain"
            onDone={enter}
          />
          <ProviderForm
            path="/session/provider-requests"
            submit={(provider) => `Se connecter avec ${provider}`}
            returnTo={returnTo}
          />
        </div>
        <p className="fine-print">
          <Link to="/mot-de-passe-oublie">Mot de passe oublié ?</Link>
        </p>
        <p className="fine-print">
          Mot de passe perdu ou volé ? Prévenez aussitôt votre gestionnaire ou votre Caf : la Caf le révoque,
          et envoie à votre messagerie un lien pour en choisir un autre.
        </p>
        <p className="fine-print">
          Le code et le mot de passe sont individuels : ne les confiez à personne. Chaque connexion, et chaque
          tentative, est enregistrée (article 4 de l’avenant).
        </p>
      </Page>
    </div>
  );
}
