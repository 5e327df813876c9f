import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Select, TextField } from '../../components/fields/fields';
import { useSettled } from '../../settled';

const FIELD = { name: 'userCode', label: 'Code concerné', optional: true };
const MOST_PROPOSED = '20';

/** A code of the gestionnaire; those that answer to what is typed are proposed. For an agent theirs alone. */
export function ConcernedCodeField({ gestionnaireId, chosen }: { gestionnaireId: string; chosen?: string }) {
  const { role, userCode } = useMe();
  if (role === 'agent') {
    return (
      <Select
        {...FIELD}
        none="Aucun"
        options={[{ value: userCode, label: `${userCode}, le vôtre` }]}
        defaultValue={userCode}
      />
    );
  }
  return <SearchedCode gestionnaireId={gestionnaireId} chosen={chosen} />;
}

function SearchedCode({ gestionnaireId, chosen }: { gestionnaireId: string; chosen?: string }) {
  const { userCode, name, organism } = useMe();
  const [typed, setTyped] = useState(chosen ?? '');
  const q = useSettled(typed.trim()) || undefined;
  const accounts = useQuery({
    ...queries.list<Account>('/lists/accounts', { q, organismId: gestionnaireId, limit: MOST_PROPOSED }),
    enabled: gestionnaireId !== '',
    placeholderData: keepPreviousData,
  });
  // The reader's own is in no list of a correspondent.
  const own = organism.id === gestionnaireId ? [{ userCode, name }] : [];
  return (
    <>
      <TextField
        {...FIELD}
        hint="Tapez un nom ou un code, puis choisissez le code. Laissez vide s’il n’y en a pas, ou s’il est inconnu."
        list="proposed-codes"
        autoComplete="off"
        defaultValue={chosen}
        onChange={({ target }) => setTyped(target.value)}
      />
      <datalist id="proposed-codes">
        {[...own, ...(accounts.data?.items ?? [])].map((code) => (
          <option key={code.userCode} value={code.userCode}>{`${code.userCode}, ${code.name}`}</option>
        ))}
      </datalist>
    </>
  );
}
