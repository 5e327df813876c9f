import { useQuery } from '@tanstack/react-query';
import type { Departure, Person } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { personName } from '../../persons';
import { DepartureForm } from './DepartureForm';

/** Opens the form, on a page of many or of one person. */
export function DeclareDeparture({ person }: { person?: Pick<Person, 'id' | 'firstName' | 'lastName'> }) {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  const absences = useQuery(queries.list<Departure>('/lists/departures', { state: 'absent', limit: '100' }));
  if (!persons.data || !establishments.data || !absences.data) return null;
  return (
    <ActionDialog
      label="Déclarer un départ"
      about={person && personName(person)}
      look={person ? 'plain' : 'primary'}
    >
      <DepartureForm
        personId={person?.id}
        persons={persons.data}
        establishments={establishments.data}
        absences={absences.data.items}
      />
    </ActionDialog>
  );
}
