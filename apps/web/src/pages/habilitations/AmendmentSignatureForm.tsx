import { CommandForm } from '../../components/CommandForm';
import { TextField } from '../../components/fields/fields';
import { today } from '../../days';

export function AmendmentSignatureForm({ amendmentId, onDone }: { amendmentId: string; onDone: () => void }) {
  return (
    <CommandForm
      path={`/annex-amendments/${amendmentId}/signatures`}
      body={(value) => ({
        signatory: value('signatory'),
        capacity: value('capacity'),
        signedOn: value('signedOn'),
      })}
      submit="Enregistrer la signature"
      done="La signature de l’annexe est enregistrée."
      onDone={onDone}
    >
      <TextField name="signatory" label="Signataire" hint="La personne qui a réellement signé." />
      <TextField
        name="capacity"
        label="Qualité"
        hint="Par exemple : Le Maire ; Par délégation, le Sous-Directeur."
      />
      <TextField name="signedOn" type="date" label="Signée le" max={today()} defaultValue={today()} />
    </CommandForm>
  );
}
