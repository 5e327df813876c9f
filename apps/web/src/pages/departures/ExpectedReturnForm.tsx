import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { addDays, today } from '../../days';

interface Props {
  departureId: string;
  expectedReturn: string | null;
}

/** Somebody absent is expected back on another day (R20). */
export function ExpectedReturnForm({ departureId, expectedReturn }: Props) {
  return (
    <CommandForm
      path={`/departures/${departureId}/expected-return`}
      body={(value) => ({ expectedReturn: value('expectedReturn') })}
      fieldOf={{ 'return-in-past': 'expectedReturn', 'has-left': 'expectedReturn' }}
      submit="Changer la date"
      done="La date du retour prévu est changée."
    >
      <p>
        Un remplacement convenu jusqu’à un jour finit ce jour-là, et la personne absente retrouve alors ses
        profils. Pour le prolonger, demandez le profil pour la même personne qui remplace, avec un dernier
        jour plus lointain.
      </p>
      <TextField
        name="expectedReturn"
        type="date"
        label="Premier jour du retour"
        min={addDays(today(), 1)}
        defaultValue={expectedReturn ?? undefined}
      />
    </CommandForm>
  );
}
