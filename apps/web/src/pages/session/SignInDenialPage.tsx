import { useState } from 'react';
import { CommandForm } from '../../components/CommandForm';
import { Page } from '../../components/Page';
import { behindLink } from './behind-link';

/** Behind the link of the mail about a sign-in from a new browser (R23): opening it does nothing yet. */
export default behindLink(function SignInDenialPage({ token }: { token: string }) {
  const [isSaid, setSaid] = useState(false);
  return (
    <div className="narrow">
      <Page title="Ce n’était pas moi">
        {isSaid ? <Said /> : <Form token={token} onSaid={() => setSaid(true)} />}
      </Page>
    </div>
  );
});

const Form = ({ token, onSaid }: { token: string; onSaid: () => void }) => (
  <div className="stack">
    <p>
      Un courriel vous a annoncé une connexion avec votre code depuis un nouveau navigateur. Si elle n’était
      pas de vous, quelqu’un connaît votre mot de passe.
    </p>
    <p>
      Votre code sera bloqué, son mot de passe révoqué, ses sessions prendront fin, et la Caf sera prévenue
      d’un incident de sécurité. Vous ne pourrez plus vous connecter avant qu’elle ne débloque votre code.
    </p>
    <CommandForm
      path="/sign-in-denials"
      body={() => ({ token })}
      submit="Bloquer mon code"
      look="danger"
      onDone={onSaid}
    />
  </div>
);

const Said = () => (
  <div role="status" className="stack-tight">
    <p>
      <strong>C’est fait : votre code est bloqué.</strong> Plus personne ne peut s’en servir, et la Caf est
      prévenue.
    </p>
    <p>
      Si ce mot de passe vous sert ailleurs, changez-le là aussi. La Caf vous enverra un lien pour en choisir
      un autre quand elle débloquera votre code.
    </p>
  </div>
);
