import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Select } from '../../components/fields/fields';

const FIELD = { name: 'userCode', label: 'Code concerné', optional: true };

/** A code of the gestionnaire, from those that the reader answers for, their own among them; for an agent theirs alone. */
export function CodeField({ gestionnaireId, chosen }: { gestionnaireId: string; chosen?: string }) {
  const { role, userCode, name, organism } = useMe();
  const isAgent = role === 'agent';
  const accounts = useQuery({ ...queries.accounts(), enabled: !isAgent });
  if (isAgent) {
    return (
      <Select
        {...FIELD}
        none="Aucun"
        options={[{ value: userCode, label: `${userCode}, le vôtre` }]}
        defaultValue={userCode}
      />
    );
  }
  const codes = [{ userCode, name, organism }, ...(accounts.data ?? [])].filter(
    (code) => code.organism.id === gestionnaireId,
  );
  return (
    <Select
      {...FIELD}
      none="Aucun, ou inconnu"
      defaultValue={chosen}
      options={codes.map((code) => ({ value: code.userCode, label: `${code.userCode}, ${code.name}` }))}
    />
  );
}
