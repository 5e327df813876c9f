import type { Person } from '../../api/contract';
import { CorrectionForm } from '../../components/CorrectionForm';
import { PersonFields, personOf, REFUSED_PERSON } from './PersonFields';

export function CorrectPerson({ person }: { person: Person }) {
  return (
    <CorrectionForm
      of={`${person.firstName} ${person.lastName}`}
      path={`/persons/${person.id}`}
      body={personOf}
      fieldOf={REFUSED_PERSON}
    >
      <PersonFields person={person} />
    </CorrectionForm>
  );
}
