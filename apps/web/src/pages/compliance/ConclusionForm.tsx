import { CommandForm } from '../../components/CommandForm';
import { FILE_REFUSALS, FilesField, useGivenFiles } from '../../components/FilesField';
import { optionsOf, Select, TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { CONTROL_OUTCOMES } from '../../labels';

const REFUSED_FIELDS = {
  ...FILE_REFUSALS,
  'carried-out-in-future': 'carriedOutOn',
  'due-before-control': 'agreedBy',
  'agreement-incomplete': 'agreedBy',
};

export function ConclusionForm({ controlId }: { controlId: string }) {
  const { given, ids, check } = useGivenFiles(`/controls/${controlId}/files`);
  return (
    <CommandForm
      path={`/controls/${controlId}/conclusion`}
      body={(value) => ({
        carriedOutOn: value('carriedOutOn'),
        outcome: value('outcome'),
        findings: value('findings'),
        agreed: value('agreed') || undefined,
        agreedBy: value('agreedBy') || undefined,
        fileIds: ids,
      })}
      check={check}
      fieldOf={REFUSED_FIELDS}
      submit="Conclure"
      done="Le contrôle est conclu ; le partenaire en est prévenu."
    >
      <TextField name="carriedOutOn" label="Mené le" type="date" max={today()} defaultValue={today()} />
      <Select name="outcome" label="Constat" none="Choisir" options={optionsOf(CONTROL_OUTCOMES)} />
      <TextArea name="findings" label="Ce qui a été constaté" hint="Le partenaire le lira." rows={5} />
      <FilesField given={given} />
      <TextArea
        name="agreed"
        label="Ce qui a été convenu"
        hint="Les mesures que le partenaire s’engage à prendre."
        rows={3}
        optional
      />
      <TextField
        name="agreedBy"
        label="Échéance"
        hint="Le dernier jour pour ces mesures."
        type="date"
        optional
      />
    </CommandForm>
  );
}
