import { today } from '../../days';
import type { Values } from '../CommandForm';
import { TextField } from './fields';

/** Who has signed a paper, in which capacity, when (R2). The day is given where one signs oneself: it is today. */
export function SignatureFields({ signedOn }: { signedOn?: string }) {
  return (
    <>
      <TextField name="signatory" label="Signataire" hint="La personne qui a réellement signé." />
      <TextField
        name="capacity"
        label="Qualité"
        hint="Par exemple : Le Maire ; Par délégation, le Sous-Directeur."
      />
      <TextField name="signedOn" type="date" label="Signée le" max={today()} defaultValue={signedOn} />
    </>
  );
}

/** One signs oneself, and so today: as it is when it is asked for. */
export const SignedToday = () => <SignatureFields signedOn={today()} />;

export const signatureOf = (value: Values) => ({
  signatory: value('signatory'),
  capacity: value('capacity'),
  signedOn: value('signedOn'),
});
