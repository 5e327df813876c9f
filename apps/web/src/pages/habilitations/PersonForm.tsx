import { use } from 'react';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { FormContext } from '../../components/fields/form-context';

export function PersonForm({ onDone }: { onDone: () => void }) {
  return (
    <CommandForm
      path="/persons"
      body={(value) => ({
        lastName: value('lastName'),
        firstName: value('firstName'),
        function: value('function'),
        email: value('email'),
        sharedMailboxReason: value('sharedMailboxReason') || undefined,
      })}
      submit="Ajouter la personne"
      done="La personne est ajoutée."
      onDone={onDone}
      fieldOf={{ [SHARED_MAILBOX]: 'email', 'mailbox-taken': 'email' }}
    >
      <TextField name="lastName" label="Nom" />
      <TextField name="firstName" label="Prénom" />
      <TextField name="function" label="Fonction" hint="Telle qu’elle figurera dans l’annexe." />
      <TextField
        name="email"
        type="email"
        label="Adresse de messagerie individuelle"
        hint="Pas de boîte partagée : la convention les exclut, pour des raisons de sécurité."
      />
      <IndividualAllTheSame />
    </CommandForm>
  );
}

const SHARED_MAILBOX = 'shared-mailbox';

/** The way out for a surname that looks like a service (R16): open once the address was refused. */
function IndividualAllTheSame() {
  const { refusal } = use(FormContext);
  return (
    <details open={refusal === SHARED_MAILBOX}>
      <summary>L’adresse ressemble à une boîte partagée, mais elle est individuelle</summary>
      <TextArea
        name="sharedMailboxReason"
        label="Pourquoi elle est individuelle"
        hint="Par exemple : Creche est le nom de famille. Ce motif est enregistré."
        optional
      />
    </details>
  );
}
