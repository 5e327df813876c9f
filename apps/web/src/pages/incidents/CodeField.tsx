import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Select, TextField } from '../../components/fields/fields';

const FIELD = { name: 'userCode', label: 'Code concerné', optional: true };

/** A code of the gestionnaire: chosen from those that the reader answers for, their own among them; an agent knows it. */
export function CodeField({ gestionnaireId }: { gestionnaireId: string }) {
  const { role, userCode, name, organism } = useMe();
  const isAgent = role === 'agent';
  const accounts = useQuery({ ...queries.accounts(), enabled: !isAgent });
  if (isAgent) {
    return <TextField {...FIELD} hint={`Le vôtre est ${userCode}.`} autoComplete="off" spellCheck={false} />;
  }
  const codes = [{ userCode, name, organism }, ...(accounts.data ?? [])].filter(
    (code) => code.organism.id === gestionnaireId,
  );
  return (
    <Select
      {...FIELD}
      none="Aucun, ou inconnu"
      options={codes.map((code) => ({ value: code.userCode, label: `${code.userCode}, ${code.name}` }))}
    />
  );
}
