import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { today } from '../../days';

interface Props {
  habilitationId: string;
  /** Which habilitation, in words. */
  what: string;
  onDone: () => void;
}

export function RevocationForm({ habilitationId, what, onDone }: Props) {
  return (
    <CommandForm
      path={`/habilitations/${habilitationId}/revocation`}
      body={(value) => ({ reason: value('reason'), endedOn: value('endedOn') })}
      submit="Mettre fin à l’habilitation"
      look="danger"
      done="L’habilitation a pris fin."
      onDone={onDone}
    >
      <p>{what}</p>
      <TextField
        name="endedOn"
        type="date"
        label="Dernier jour de la mission"
        hint="La convention demande de déclarer tout départ sous 15 jours ; plus tard, la déclaration est acceptée mais son retard est noté."
        defaultValue={today()}
      />
      <TextArea name="reason" label="Motif" hint="Départ, changement de fonction…" />
    </CommandForm>
  );
}
