import { useQuery } from '@tanstack/react-query';
import type { ReviewedPerson } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { ACTIONS } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import type { ListColumn } from '../../components/list-declaration';
import { DepartureForm } from '../departures/DepartureForm';

/** What is not as it was: a departure, an absence, some profiles that end (R20). */
export const declarationColumn = (onDeclared: () => void): ListColumn<ReviewedPerson> => ({
  ...ACTIONS,
  isNeeded: (rows) => rows.some(({ answer }) => answer === null),
  cell: ({ id, answer, person }) =>
    answer === null && (
      <ActionDialog
        label="Déclarer un changement"
        about={person.name}
        title={`Départ, changement ou absence : ${person.name}`}
      >
        <Declaration personId={id} onDone={onDeclared} />
      </ActionDialog>
    ),
});

function Declaration({ personId, onDone }: { personId: string; onDone: () => void }) {
  const persons = useQuery(queries.persons());
  const establishments = useQuery(queries.establishments());
  return (
    <Loaded query={persons}>
      {(known) => (
        <Loaded query={establishments}>
          {(places) => (
            <DepartureForm personId={personId} persons={known} establishments={places} onDone={onDone} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
