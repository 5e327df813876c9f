import { CommandForm } from '../../components/CommandForm';
import { SignatureFields, signatureOf } from '../../components/fields/SignatureFields';
import { today } from '../../days';

export function AmendmentSignatureForm({ amendmentId, onDone }: { amendmentId: string; onDone: () => void }) {
  return (
    <CommandForm
      path={`/annex-amendments/${amendmentId}/signatures`}
      body={signatureOf}
      submit="Enregistrer la signature"
      done="La signature de l’annexe est enregistrée."
      onDone={onDone}
    >
      <SignatureFields signedOn={today()} />
    </CommandForm>
  );
}
