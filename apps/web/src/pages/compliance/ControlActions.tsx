import type { ControlDetail } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { ReasonDialog } from '../../components/ReasonDialog';
import { today } from '../../days';
import { ConclusionForm } from './ConclusionForm';

/** What the Caf may do with a control next. */
export function ControlActions({ control: { id, state } }: { control: ControlDetail }) {
  if (state === 'agreed') {
    return (
      <div className="actions">
        <ActionDialog label="Constater les mesures" look="primary">
          <CommandForm
            path={`/controls/${id}/verification`}
            body={(value) => ({ note: value('note') })}
            submit="Clore le contrôle"
            done="Le contrôle est clos."
          >
            <p>On ne revient pas sur la clôture d’un contrôle.</p>
            <TextArea
              name="note"
              label="Ce qui a été fait"
              hint="Ce que la Caf en a vu. Le partenaire le lira."
            />
          </CommandForm>
        </ActionDialog>
      </div>
    );
  }
  if (state !== 'planned') return null;
  return (
    <div className="actions">
      <ActionDialog label="Conclure" title="Conclure le contrôle" look="primary">
        <ConclusionForm controlId={id} />
      </ActionDialog>
      <ActionDialog label="Reporter" title="Reporter le contrôle">
        <CommandForm
          path={`/controls/${id}/rescheduling`}
          body={(value) => ({ plannedOn: value('plannedOn'), reason: value('reason') })}
          fieldOf={{ 'planned-in-past': 'plannedOn' }}
          submit="Reporter"
          done="Le contrôle est reporté ; le partenaire en est prévenu."
        >
          <TextField name="plannedOn" label="Nouvelle date" type="date" min={today()} />
          <TextArea name="reason" label="Motif" hint="Le partenaire le lira." />
        </CommandForm>
      </ActionDialog>
      <ReasonDialog
        label="Annuler"
        title="Annuler le contrôle"
        look="danger"
        path={`/controls/${id}/cancellation`}
        submit="Annuler le contrôle"
        submitLook="danger"
        done="Le contrôle est annulé ; le partenaire en est prévenu."
        hint="Le partenaire le lira."
      >
        <p>On ne revient pas sur une annulation : il faudra prévoir un autre contrôle.</p>
      </ReasonDialog>
    </div>
  );
}
