import { useState } from 'react';
import type { AuthFactor } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { CodeField } from '../../components/fields/CodeField';
import { TextField } from '../../components/fields/fields';
import { Page } from '../../components/Page';

interface Props {
  factors: AuthFactor[];
  onDone: () => Promise<void>;
  onAgain: () => void;
}

/** After the password: a code of an application, or one of those for when it is lost. */
export function SecondStep({ factors, onDone, onAgain }: Props) {
  const [kind, setKind] = useState(factors.includes('one-time-code') ? 'one-time-code' : 'recovery-code');
  const isRecovery = kind === 'recovery-code';
  return (
    <Page title="Seconde vérification">
      <CommandForm
        key={kind}
        path="/session/second-factor"
        body={(value) => ({ kind, code: value('code') })}
        fieldOf={{ 'wrong-factor': 'code' }}
        submit="Se connecter"
        onDone={onDone}
      >
        {isRecovery ? (
          <TextField
            name="code"
            label="Code de secours"
            hint="Un de ceux que vous avez notés : dix lettres et chiffres."
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        ) : (
          <CodeField label="Code que votre application affiche" />
        )}
      </CommandForm>
      <div className="actions">
        {factors.includes('recovery-code') && (
          <button
            type="button"
            className="button"
            onClick={() => setKind(isRecovery ? 'one-time-code' : 'recovery-code')}
          >
            {isRecovery ? 'Utiliser l’application' : 'Utiliser un code de secours'}
          </button>
        )}
        <button type="button" className="button" onClick={onAgain}>
          Recommencer
        </button>
      </div>
      <p className="fine-print">
        Ni appareil ni code de secours ? Adressez-vous à votre Caf : deux de ses agents peuvent rouvrir
        l’ajout de votre seconde vérification.
      </p>
    </Page>
  );
}
