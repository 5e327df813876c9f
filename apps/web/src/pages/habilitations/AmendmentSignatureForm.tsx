import type { ListedRequest } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { SignatureFields, signatureOf } from '../../components/fields/SignatureFields';
import { today } from '../../days';
import { untilText } from './term';

interface Props {
  amendmentId: string;
  request: Pick<ListedRequest, 'person' | 'lastDay' | 'returnsTo'>;
}

/** Whoever signs for a time signs for the return as well (R22). */
export function AmendmentSignatureForm({ amendmentId, request }: Props) {
  const { person, lastDay, returnsTo } = request;
  return (
    <CommandForm
      path={`/annex-amendments/${amendmentId}/signatures`}
      body={signatureOf}
      submit="Enregistrer la signature"
      done="La signature de l’annexe est enregistrée."
    >
      {lastDay && (
        <p>
          {person.name} approuve {untilText(lastDay, returnsTo)}.
          {returnsTo && ' Ce retour ne demandera pas d’autre signature.'}
        </p>
      )}
      <SignatureFields signedOn={today()} />
    </CommandForm>
  );
}
