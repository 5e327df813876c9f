import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { today } from '../../days';

const REFUSED_FIELDS = { 'return-before-departure': 'returnedOn', 'returned-in-future': 'returnedOn' };

/** Somebody is back: what they had is asked for again (R11, R20). */
export function ReturnForm({ departureId, onDone }: { departureId: string; onDone: () => void }) {
  return (
    <CommandForm
      path={`/departures/${departureId}/return`}
      body={(value) => ({
        returnedOn: value('returnedOn'),
        reference: value('reference'),
        requestedOn: value('requestedOn'),
      })}
      fieldOf={REFUSED_FIELDS}
      submit="Déclarer le retour"
      done="Le retour est déclaré, ses habilitations sont demandées à la Caf."
      onDone={onDone}
    >
      <p>
        Ses habilitations sont demandées de nouveau. Dès que la Caf les accorde, celles de la personne qui
        remplace prennent fin.
      </p>
      <TextField
        name="returnedOn"
        type="date"
        label="Premier jour du retour"
        hint="Sous 15 jours ; plus tard, la déclaration est acceptée et son retard noté."
        max={today()}
        defaultValue={today()}
      />
      <TextField name="reference" label="Référence du courrier de demande" />
      <TextField name="requestedOn" type="date" label="Date du courrier" max={today()} />
    </CommandForm>
  );
}
