import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Activation } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { UserCodeField } from '../../components/fields/UserCodeField';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { ProviderForm } from '../../components/ProviderForm';
import { formatInstant } from '../../format';
import { behindLink } from './behind-link';
import { checkRepeated, NewPasswordFields, refusalsOf } from './new-password';

type Opened = Activation & { userCode: string };

/** The link says nothing of whom it belongs to: the code, from the other mail, is asked for first (R15). */
export default behindLink(function ActivationPage({ token }: { token: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <div className="narrow">
      <Page title="Activer mon code">
        {opened ? (
          <PasswordForm token={token} {...opened} />
        ) : (
          <CodeForm token={token} onOpened={setOpened} />
        )}
      </Page>
    </div>
  );
});

function CodeForm({ token, onOpened }: { token: string; onOpened: (opened: Opened) => void }) {
  const [userCode, setUserCode] = useState('');
  return (
    <CommandForm<object, Activation>
      path="/activation/opening"
      body={() => ({ token, userCode })}
      submit="Continuer"
      onDone={(activation) => onOpened({ ...activation, userCode })}
    >
      <UserCodeField
        hint="Une lettre et six chiffres : il vous a été envoyé dans un autre courriel."
        value={userCode}
        onChange={(event) => setUserCode(event.target.value)}
      />
    </CommandForm>
  );
}

function PasswordForm({ token, userCode, expiresAt, passwordRule }: Opened & { token: string }) {
  const navigate = useNavigate();
  const { state } = useLocation();
  return (
    <>
      <p>
        Choisissez le mot de passe du code <strong>{userCode}</strong>. Ce lien ne sert qu’une fois, jusqu’au{' '}
        {formatInstant(expiresAt)}.
      </p>
      {state?.linked && (
        <Notice tone="good">Le compte est relié à votre code. Choisissez encore son mot de passe.</Notice>
      )}
      <CommandForm
        path="/activation"
        body={(value) => ({ token, userCode, password: value('password') })}
        check={(value) => checkRepeated(value, 'password')}
        fieldOf={refusalsOf('password')}
        submit="Activer mon code"
        onDone={() => navigate('/connexion', { state: { activated: true } })}
      >
        <input type="text" name="userCode" autoComplete="username" value={userCode} readOnly hidden />
        <NewPasswordFields name="password" rule={passwordRule} />
      </CommandForm>
      <ProviderForm
        path="/activation/provider-requests"
        body={() => ({ token, userCode })}
        submit={(provider) => `Relier d’abord mon compte ${provider}`}
        returnTo={`/activation#/${token}`}
      />
    </>
  );
}
