import { useState } from 'react';
import type { AuthFactor } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { OneTimeCodeField } from '../../components/fields/OneTimeCodeField';
import { RecoveryCodeField } from '../../components/fields/RecoveryCodeField';
import { Page } from '../../components/Page';
import { PasskeyForm } from '../../components/PasskeyForm';

interface Props {
  factors: AuthFactor[];
  onDone: () => Promise<void>;
  onAgain: () => void;
}

/** After the password: a code of an application, a passkey, or a code for when the device is lost. */
export function SecondStep({ factors, onDone, onAgain }: Props) {
  const byDefault = factors.includes('one-time-code') ? 'one-time-code' : null;
  const [kind, setKind] = useState<AuthFactor | null>(byDefault);
  const isRecovery = kind === 'recovery-code';
  const hasCode = kind !== null;
  return (
    <Page title="Seconde vérification">
      <div className="stack">
        {hasCode && (
          <CommandForm
            key={kind}
            path="/session/second-factor"
            body={(value) => ({ kind, code: value('code') })}
            fieldOf={{ 'wrong-factor': 'code' }}
            submit="Se connecter"
            onDone={onDone}
          >
            {isRecovery ? <RecoveryCodeField /> : <OneTimeCodeField />}
          </CommandForm>
        )}
        {factors.includes('passkey') && (
          <PasskeyForm
            path="/session/second-factor"
            body={(passkey) => ({ kind: 'passkey', passkey })}
            submit="Utiliser ma clé d’accès"
            look={hasCode ? 'plain' : 'primary'}
            onDone={onDone}
          />
        )}
        <div className="actions">
          {factors.includes('recovery-code') && (
            <button
              type="button"
              className="button"
              onClick={() => setKind(isRecovery ? byDefault : 'recovery-code')}
            >
              {isRecovery ? 'Ne pas utiliser de code de secours' : 'Utiliser un code de secours'}
            </button>
          )}
          <button type="button" className="button" onClick={onAgain}>
            Recommencer
          </button>
        </div>
      </div>
      <p className="fine-print">
        Ni appareil ni code de secours ? Adressez-vous à votre Caf : deux de ses agents peuvent rouvrir
        l’ajout de votre seconde vérification.
      </p>
    </Page>
  );
}
