import { use } from 'react';
import type { Person } from '../../api/contract';
import type { Values } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { FormContext } from '../../components/fields/form-context';
import { NameFields, namePartsOf } from '../../components/fields/NameFields';

/** What is said of an agent. */
export function PersonFields({ person }: { person?: Person }) {
  return (
    <>
      <NameFields {...person} />
      <TextField
        name="function"
        label="Fonction"
        hint="Telle qu’elle figurera dans l’annexe."
        defaultValue={person?.function}
      />
      <TextField
        name="email"
        type="email"
        label="Adresse de messagerie individuelle"
        hint="Pas de boîte partagée : la convention les exclut, pour des raisons de sécurité."
        defaultValue={person?.email}
      />
      <IndividualAllTheSame />
    </>
  );
}

export const personOf = (value: Values) => ({
  ...namePartsOf(value),
  function: value('function'),
  email: value('email'),
  sharedMailboxReason: value('sharedMailboxReason') || undefined,
});

const SHARED_MAILBOX = 'shared-mailbox';

/** Which field a refusal is about. */
export const REFUSED_PERSON = { [SHARED_MAILBOX]: 'email', 'mailbox-taken': 'email' };

/** The way out for a surname that looks like a service (R16): open once the address was refused. */
function IndividualAllTheSame() {
  const { refusal } = use(FormContext);
  return (
    <details open={refusal === SHARED_MAILBOX}>
      <summary>L’adresse ressemble à une boîte partagée, mais elle est individuelle</summary>
      <TextArea
        name="sharedMailboxReason"
        label="Pourquoi elle est individuelle"
        hint="Par exemple : Creche est le nom de famille. Ce motif est enregistré."
        optional
      />
    </details>
  );
}
