import type { CalendarDate } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { addDays } from '../../days';
import { formatDay } from '../../format';
import { SuspensionForm } from './SuspensionForm';

interface Props {
  userCode: string;
  name: string;
  /** Its last day as it is. */
  until: CalendarDate;
}

/** Of one that would end by itself: it is never shortened. */
export const ProlongSuspension = ({ userCode, name, until }: Props) => (
  <ActionDialog
    label="Prolonger"
    about={`suspension du code ${userCode}`}
    title={`Prolonger la suspension\u00a0: ${name}, ${userCode}`}
  >
    <SuspensionForm
      userCode={userCode}
      from={addDays(until, 1)}
      submit="Prolonger la suspension"
      done={`La suspension du code ${userCode} est prolongée.`}
    >
      <p>
        Elle finirait d’elle-même à la fin du {formatDay(until)}. La nouvelle prend sa place, avec son propre
        motif.
      </p>
    </SuspensionForm>
  </ActionDialog>
);
