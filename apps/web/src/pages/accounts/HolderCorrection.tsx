import type { Account } from '../../api/contract';
import { CorrectionForm } from '../../components/CorrectionForm';
import { TextField } from '../../components/fields/fields';
import { NameFields, namePartsOf } from '../../components/fields/NameFields';
import { splitName } from '../../persons';

const REFUSED_FIELDS = {
  'shared-mailbox': 'email',
  'mailbox-taken': 'email',
  'own-mailbox': 'email',
  'roles-held-together': 'email',
};

/** Of a correspondent name and mailbox, of a colleague the name alone: their code would go with the mailbox (R12). */
export function CorrectHolder({ account: { userCode, name, role } }: { account: Account }) {
  return (
    <CorrectionForm
      of={`${name}, ${userCode}`}
      path={`/accounts/${userCode}`}
      body={(value) => ({ ...namePartsOf(value), email: value('email') || undefined })}
      fieldOf={REFUSED_FIELDS}
    >
      <NameFields {...splitName(name)} />
      {role === 'gestionnaire' && (
        <TextField
          name="email"
          type="email"
          label="Autre adresse de messagerie individuelle"
          hint="Laissez vide si elle ne change pas."
          optional
        />
      )}
    </CorrectionForm>
  );
}
