import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Me, OwnFactors } from '../api/contract';
import { asksForIdentity } from '../api/identity';
import { queries } from '../api/queries';
import { Modal } from './ActionDialog';
import { CommandForm } from './CommandForm';
import { OneTimeCodeField } from './fields/OneTimeCodeField';
import { PasswordField } from './fields/PasswordField';
import { RecoveryCodeField } from './fields/RecoveryCodeField';
import { Loaded } from './Loaded';
import { PasskeyForm } from './PasskeyForm';

const PATH = '/session/confirmation';

/** Opens by itself before an act of weight; all that is being sent waits for it, with what was typed. */
export function IdentityDialog() {
  const waiting = useRef<((isConfirmed: boolean) => void)[]>([]);
  const [isAsked, setAsked] = useState(false);
  const finish = (isConfirmed: boolean) => {
    for (const settle of waiting.current.splice(0)) settle(isConfirmed);
    setAsked(false);
  };
  useEffect(() => {
    const takeBack = asksForIdentity(
      () =>
        new Promise<boolean>((resolve) => {
          waiting.current.push(resolve);
          setAsked(true);
        }),
    );
    // Where the page goes, with the session that it was of, nobody confirms anything any more.
    return () => {
      takeBack();
      for (const settle of waiting.current.splice(0)) settle(false);
    };
  }, []);
  if (!isAsked) return null;
  return (
    <Modal title="Confirmez que c’est bien vous" onClosed={() => finish(false)}>
      <Proof onConfirmed={() => finish(true)} />
    </Modal>
  );
}

function Proof({ onConfirmed }: { onConfirmed: () => void }) {
  const own = useQuery(queries.ownFactors());
  return (
    <Loaded query={own}>
      {({ factors, recoveryCodesLeft }) => (
        <div className="matter">
          <p>
            Cet acte engage : avant de l’exécuter, le portail s’assure que personne n’a pris votre place. Ce
            que vous avez saisi est gardé.
          </p>
          {factors.length === 0 ? (
            <ByPassword onConfirmed={onConfirmed} />
          ) : (
            <ByFactor
              factors={factors}
              hasRecovery={(recoveryCodesLeft ?? 0) > 0}
              onConfirmed={onConfirmed}
            />
          )}
        </div>
      )}
    </Loaded>
  );
}

const ByPassword = ({ onConfirmed }: { onConfirmed: () => void }) => (
  <CommandForm<object, Me>
    path={PATH}
    body={(value) => ({ kind: 'password', code: value('code') })}
    fieldOf={{ 'wrong-password': 'code' }}
    submit="Confirmer"
    onDone={onConfirmed}
  >
    <PasswordField name="code" label="Mot de passe" autoComplete="current-password" />
  </CommandForm>
);

interface Factors extends Pick<OwnFactors, 'factors'> {
  hasRecovery: boolean;
  onConfirmed: () => void;
}

/** A recovery code stands in for a device that is lost, as at the sign-in. */
function ByFactor({ factors, hasRecovery, onConfirmed }: Factors) {
  const [byRecovery, setByRecovery] = useState(false);
  const has = (kind: string) => factors.some((factor) => factor.kind === kind);
  const byCode = byRecovery ? 'recovery-code' : has('one-time-code') && 'one-time-code';
  return (
    <div className="stack">
      {has('passkey') && (
        <PasskeyForm<object, Me>
          path={PATH}
          body={(passkey) => ({ kind: 'passkey', passkey })}
          submit="Utiliser ma clé d’accès"
          onDone={onConfirmed}
        />
      )}
      {byCode && (
        <CommandForm<object, Me>
          key={byCode}
          path={PATH}
          body={(value) => ({ kind: byCode, code: value('code') })}
          fieldOf={{ 'wrong-factor': 'code' }}
          submit="Confirmer"
          onDone={onConfirmed}
        >
          {byRecovery ? <RecoveryCodeField /> : <OneTimeCodeField />}
        </CommandForm>
      )}
      {hasRecovery && (
        <div className="actions">
          <button type="button" className="button" onClick={() => setByRecovery(!byRecovery)}>
            {byRecovery ? 'Ne pas utiliser de code de secours' : 'Utiliser un code de secours'}
          </button>
        </div>
      )}
    </div>
  );
}
