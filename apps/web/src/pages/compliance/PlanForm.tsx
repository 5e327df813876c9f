import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { CommandForm } from '../../components/CommandForm';
import { optionsOfNamed, Select, TextArea, TextField } from '../../components/fields/fields';

/** At one partner, or at one to choose. */
export function PlanForm({ gestionnaireId }: { gestionnaireId?: string }) {
  const { name } = useMe();
  const partners = useQuery({ ...queries.partners(), enabled: gestionnaireId === undefined });
  return (
    <CommandForm
      path="/controls"
      body={(value) => ({
        gestionnaireId: gestionnaireId ?? value('gestionnaireId'),
        subject: value('subject'),
        plannedOn: value('plannedOn'),
        controllers: value('controllers'),
      })}
      fieldOf={{ 'gestionnaire-not-found': 'gestionnaireId' }}
      submit="Prévoir le contrôle"
      done="Le contrôle est prévu ; le partenaire en est prévenu."
    >
      {gestionnaireId === undefined && (
        <Select
          name="gestionnaireId"
          label="Gestionnaire"
          none="Choisir"
          options={optionsOfNamed(partners.data)}
        />
      )}
      <TextArea
        name="subject"
        label="Ce qui sera vérifié"
        hint="Le partenaire le lira, et en sera prévenu."
        rows={3}
      />
      <TextField
        name="plannedOn"
        label="Date"
        hint="Pour un contrôle inopiné, le jour où il a eu lieu."
        type="date"
      />
      <TextField name="controllers" label="Mené par" defaultValue={name} />
    </CommandForm>
  );
}
