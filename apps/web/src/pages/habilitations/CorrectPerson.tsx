import type { Person } from '../../api/contract';
import { CorrectionForm } from '../../components/CorrectionForm';
import { personName } from '../../persons';
import { PersonFields, personOf, REFUSED_PERSON } from './PersonFields';

export function CorrectPerson({ person }: { person: Person }) {
  return (
    <CorrectionForm
      of={personName(person)}
      path={`/persons/${person.id}`}
      body={personOf}
      fieldOf={REFUSED_PERSON}
    >
      <PersonFields person={person} />
    </CorrectionForm>
  );
}
