import type { Person } from '../../api/contract';
import { DataTable } from '../../components/DataTable';

export function PersonTable({ persons }: { persons: Person[] }) {
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
      ]}
      rows={persons}
      rowKey={({ id }) => id}
      empty="Aucune personne. Ajoutez d’abord la personne à habiliter."
    />
  );
}
