import { CommandForm } from '../../components/CommandForm';
import { DeclarationDelay } from '../../components/DeclarationDelay';
import { TextField } from '../../components/fields/fields';
import { today } from '../../days';

const REFUSED_FIELDS = {
  'return-before-departure': 'returnedOn',
  'has-left': 'returnedOn',
  'returned-in-future': 'returnedOn',
  'request-incomplete': 'reference',
};

/** Somebody is back: what they had is asked for again (R11, R20). */
export function ReturnForm({ departureId }: { departureId: string }) {
  return (
    <CommandForm
      path={`/departures/${departureId}/return`}
      body={(value) => ({
        returnedOn: value('returnedOn'),
        reference: value('reference') || undefined,
        requestedOn: value('requestedOn') || undefined,
      })}
      fieldOf={REFUSED_FIELDS}
      submit="Déclarer le retour"
      done="Le retour est déclaré."
    >
      <p>
        Les profils qu’une autre personne tient jusqu’à ce retour lui reviennent à l’instant, et ce qui était
        encore demandé pour la remplacer ne l’est plus. Les autres sont demandés de nouveau ; dès que la Caf
        les accorde, ceux de la personne qui remplace prennent fin.
      </p>
      <TextField
        name="returnedOn"
        type="date"
        label="Premier jour du retour"
        hint={<DeclarationDelay />}
        max={today()}
        defaultValue={today()}
      />
      <TextField
        name="reference"
        label="Référence du courrier de demande"
        hint="Pour les profils qui ne lui reviennent pas d’eux-mêmes."
        optional
      />
      <TextField name="requestedOn" type="date" label="Date du courrier" max={today()} optional />
    </CommandForm>
  );
}
