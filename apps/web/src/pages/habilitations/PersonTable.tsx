import type { Person } from '../../api/contract';
import { CorrectionForm } from '../../components/CorrectionForm';
import { DataTable } from '../../components/DataTable';
import { PersonFields, personOf, REFUSED_PERSON } from './PersonFields';

export function PersonTable({ persons, empty }: { persons: Person[]; empty: string }) {
  return (
    <DataTable
      caption="Personnes connues du registre"
      columns={[
        {
          header: 'Nom',
          cell: ({ lastName, firstName }) => `${lastName.toLocaleUpperCase('fr')} ${firstName}`,
        },
        { header: 'Fonction', cell: (person) => person.function },
        { header: 'Adresse de messagerie', cell: ({ email }) => email },
        { header: 'Actions', cell: (person) => <CorrectPerson person={person} /> },
      ]}
      rows={persons}
      rowKey={({ id }) => id}
      empty={empty}
    />
  );
}

function CorrectPerson({ person }: { person: Person }) {
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
