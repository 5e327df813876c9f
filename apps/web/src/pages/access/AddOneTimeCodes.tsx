import { useState } from 'react';
import type { OneTimeCodesOffer } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { OneTimeCodeField } from '../../components/fields/OneTimeCodeField';
import { useRecoveryCodes } from './RecoveryCodesSection';

/** Three steps in one dialog: the picture, a first code, and with the first one the recovery codes. */
export function AddOneTimeCodes({ isFirst }: { isFirst: boolean }) {
  return (
    <ActionDialog label="Ajouter une application de codes">
      <Steps isFirst={isFirst} />
    </ActionDialog>
  );
}

function Steps({ isFirst }: { isFirst: boolean }) {
  const [offer, setOffer] = useState<OneTimeCodesOffer | null>(null);
  const { shown, make } = useRecoveryCodes();
  if (shown) return shown;
  if (!offer) {
    return (
      <CommandForm<object, OneTimeCodesOffer>
        path="/own-access/one-time-codes"
        submit="Continuer"
        onDone={setOffer}
        isStep
      >
        <p>
          Il vous faut une application de codes sur votre téléphone ou votre poste : FreeOTP, Aegis, ou celle
          d’un gestionnaire de mots de passe. Elle montre un code qui change toutes les trente secondes.
        </p>
      </CommandForm>
    );
  }
  return (
    <CommandForm
      key={offer.id}
      path={`/own-access/one-time-codes/${offer.id}/confirmation`}
      body={(value) => ({ name: value('name'), code: value('code') })}
      fieldOf={{ 'wrong-code': 'code', 'factor-name-taken': 'name' }}
      submit="Ajouter"
      done={isFirst ? undefined : 'L’application de codes est ajoutée.'}
      onDone={isFirst ? make : undefined}
      isStep={isFirst}
    >
      <Picture {...offer} />
      <TextField name="name" label="Nom de l’appareil" hint="Par exemple : téléphone de service." />
      <OneTimeCodeField />
    </CommandForm>
  );
}

const Picture = ({ qr, secret, uri }: OneTimeCodesOffer) => (
  <div className="qr-offer">
    <svg
      className="qr"
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      role="img"
      aria-label="Image à lire avec l’application de codes"
    >
      <path d={qr.path} />
    </svg>
    <div className="stack-tight">
      <p>Avec l’application, photographiez cette image.</p>
      <p>
        Sur cet appareil même, <a href={uri}>ouvrez l’application</a>, ou saisissez-y cette clé :
      </p>
      <p>
        <code className="secret-key">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </div>
  </div>
);
