import type { CommandAnswer, Me } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { optionsOf, Select } from '../../components/fields/fields';
import { DECLARATION_KINDS } from '../../labels';
import { yearOptions } from './years';

interface Props {
  establishments: Me['establishments'];
  year: string;
  onDone: (answer: CommandAnswer) => void | Promise<void>;
}

export function OpenDeclarationForm({ establishments, year, onDone }: Props) {
  return (
    <CommandForm
      path="/declarations"
      body={(value) => ({
        establishmentId: value('establishmentId'),
        year: Number(value('year')),
        kind: value('kind'),
      })}
      submit="Ouvrir la déclaration"
      onDone={onDone}
    >
      <Select
        name="establishmentId"
        label="Établissement"
        options={establishments.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Select name="year" label="Année" options={yearOptions()} defaultValue={year} />
      <Select name="kind" label="Nature" none="Choisir" options={optionsOf(DECLARATION_KINDS)} />
    </CommandForm>
  );
}
