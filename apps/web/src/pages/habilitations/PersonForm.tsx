import { CommandForm } from '../../components/CommandForm';
import { PersonFields, personOf, REFUSED_PERSON } from './PersonFields';

export function PersonForm() {
  return (
    <CommandForm
      path="/persons"
      body={personOf}
      submit="Ajouter la personne"
      done="La personne est ajoutée."
      fieldOf={REFUSED_PERSON}
    >
      <PersonFields />
    </CommandForm>
  );
}
