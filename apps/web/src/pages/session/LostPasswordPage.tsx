import { useState } from 'react';
import { Link } from 'react-router';
import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { UserCodeField } from '../../components/fields/UserCodeField';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';

/** The same words for everybody: nobody learns here whether there is such a code. */
export default function LostPasswordPage() {
  const [isAsked, setAsked] = useState(false);
  return (
    <div className="narrow">
      <Page title="Mot de passe oublié">
        {isAsked ? (
          <Notice tone="progress">
            Si ce code et cette messagerie vont ensemble, un lien vient d’y être envoyé : il sert une fois,
            pendant une heure. Sans courriel dans quelques minutes, adressez-vous à votre gestionnaire ou à
            votre Caf.
          </Notice>
        ) : (
          <CommandForm
            path="/password-loss"
            body={(value) => ({ userCode: value('userCode').trim(), email: value('email').trim() })}
            submit="Recevoir un lien"
            onDone={() => setAsked(true)}
          >
            <UserCodeField />
            <TextField
              name="email"
              type="email"
              label="Messagerie"
              hint="Celle à laquelle votre code vous a été envoyé."
              autoComplete="email"
            />
          </CommandForm>
        )}
        <p className="fine-print">
          Mot de passe volé, ou connu de quelqu’un d’autre ? Prévenez aussitôt votre gestionnaire ou votre Caf
          : la Caf le révoque sur-le-champ.
        </p>
        <p className="fine-print">
          <Link to="/connexion">Revenir à la connexion</Link>
        </p>
      </Page>
    </div>
  );
}
