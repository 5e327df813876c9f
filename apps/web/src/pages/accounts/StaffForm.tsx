import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries';
import { CommandForm } from '../../components/CommandForm';
import { optionsOf, optionsOfNamed, Select, TextField } from '../../components/fields/fields';
import { NameFields, namePartsOf } from '../../components/fields/NameFields';
import { ROLES } from '../../labels';

/** Codes of agents follow from their habilitations. */
const STAFF_ROLES = {
  gestionnaire: 'Correspondant d’un gestionnaire',
  'caf-habilitation': ROLES['caf-habilitation'],
  'caf-security': ROLES['caf-security'],
};

const REFUSED_FIELDS = {
  'partner-unknown': 'gestionnaireId',
  'shared-mailbox': 'email',
  'mailbox-taken': 'email',
  'account-exists': 'email',
  'own-mailbox': 'email',
  'roles-held-together': 'email',
  'account-closed': 'email',
};

const OPENED =
  'Le code est ouvert : deux courriels partent, l’un avec le code, l’autre avec le lien d’activation.';
const ASKED = 'Le code est demandé : une autre personne de la Caf l’accorde ou le refuse.';

/** The Caf opens the code of a partner’s correspondent, and asks for that of a colleague, which another officer grants. */
export function StaffForm() {
  const [role, setRole] = useState('gestionnaire');
  const partners = useQuery(queries.partners());
  const isCorrespondent = role === 'gestionnaire';
  return (
    <CommandForm
      path="/accounts"
      body={(value) => ({
        role,
        gestionnaireId: isCorrespondent ? value('gestionnaireId') : undefined,
        ...namePartsOf(value),
        email: value('email'),
      })}
      fieldOf={REFUSED_FIELDS}
      submit={isCorrespondent ? 'Ouvrir le code' : 'Demander le code'}
      done={isCorrespondent ? OPENED : ASKED}
    >
      <Select
        name="role"
        label="Fonction"
        options={optionsOf(STAFF_ROLES)}
        value={role}
        onChange={(event) => setRole(event.target.value)}
      />
      {isCorrespondent && (
        <Select
          name="gestionnaireId"
          label="Gestionnaire"
          hint="La convention doit être signée des deux parties."
          none="Choisir"
          options={optionsOfNamed(partners.data)}
        />
      )}
      <NameFields />
      <TextField
        name="email"
        type="email"
        label="Adresse de messagerie individuelle"
        hint="Le code et le lien d’activation y sont envoyés."
      />
    </CommandForm>
  );
}
