import { useState } from 'react';
import { newPasskey } from '../../api/passkeys';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { useRecoveryCodes } from './RecoveryCodesSection';

/** With the first second factor, the recovery codes are shown too. */
export function AddPasskey({ isFirst }: { isFirst: boolean }) {
  return (
    <ActionDialog label="Ajouter une clé d’accès" look="primary">
      <Steps isFirst={isFirst} />
    </ActionDialog>
  );
}

function Steps({ isFirst }: { isFirst: boolean }) {
  const { shown, make } = useRecoveryCodes();
  // With the codes the section about them appears: what was the first is no more.
  const [wasFirst] = useState(isFirst);
  if (shown) return shown;
  return (
    <CommandForm
      path="/own-access/passkeys"
      body={(value) => ({ name: value('name') })}
      sendBy={async (body, send) => send({ ...body, ...(await newPasskey()) })}
      fieldOf={{ 'factor-name-taken': 'name' }}
      submit="Continuer"
      done={wasFirst ? undefined : 'La clé d’accès est ajoutée.'}
      onDone={wasFirst ? make : undefined}
      isStep={wasFirst}
    >
      <p>
        Une clé d’accès reste dans un appareil que votre empreinte, votre visage ou son code déverrouille :
        poste, téléphone ou clé de sécurité. Elle ouvre votre accès sans mot de passe.
      </p>
      <TextField name="name" label="Nom de l’appareil" hint="Par exemple : poste du bureau." />
    </CommandForm>
  );
}
