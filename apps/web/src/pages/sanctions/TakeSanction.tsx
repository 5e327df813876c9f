import { useState } from 'react';
import type { Account, Holding, Sanction } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { optionsOf, Select } from '../../components/fields/fields';
import { SANCTIONS } from '../../labels';
import { possibleSanctions } from './possible-sanctions';
import { SanctionForm } from './SanctionForm';

interface Props {
  account: Account;
  /** What is held now; where it is not known nothing can be withdrawn. */
  held?: Holding[];
}

/** The one place where a sanction is taken: which, what follows, and why. */
export function TakeSanction({ account, held = [] }: Props) {
  const possible = possibleSanctions(useMe(), account, held);
  const [chosen, setChosen] = useState<Sanction | ''>('');
  if (possible.length === 0) return null;
  const kind = possible.find((one) => one === chosen) ?? (possible.length === 1 ? possible[0] : undefined);
  const { userCode, name } = account;
  return (
    <ActionDialog
      label={'Prendre une\u00a0mesure'}
      about={userCode}
      title={`${kind ? SANCTIONS[kind] : 'Mesure'}\u00a0: ${name}, ${userCode}`}
    >
      {possible.length > 1 && (
        <Select
          name="sanction"
          label="Mesure"
          none="Choisir"
          options={optionsOf(SANCTIONS).filter(({ value }) => possible.some((one) => one === value))}
          value={chosen}
          onChange={(event) => setChosen(event.target.value as Sanction | '')}
        />
      )}
      {kind && <SanctionForm key={kind} kind={kind} account={account} held={held} />}
    </ActionDialog>
  );
}
