import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnomalyDetail } from '../../api/contract';
import { queries } from '../../api/queries';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { FilesField } from './FilesField';

/** R19. The text is kept in the browser until it is sent, the files with the register. */
export function JustificationForm({ anomaly: { id } }: { anomaly: AnomalyDetail }) {
  const { data: files = [], isSuccess, isError } = useQuery(queries.unsentFiles(id));
  const [isUnderWay, setUnderWay] = useState(false);
  return (
    <Section title="Votre justification">
      <CommandForm
        path={`/anomalies/${id}/justification`}
        body={(value) => ({ text: value('text'), fileIds: files.map((file) => file.id) })}
        // Without the list, what was given before would be left behind, and nothing can be sent after.
        check={() => (isError ? UNKNOWN : isUnderWay || !isSuccess ? UNDER_WAY : {})}
        fieldOf={FILE_REFUSALS}
        submit="Envoyer la justification"
        done="Votre justification est envoyée à la Caf."
      >
        <TextArea
          name="text"
          label="Explications"
          hint="Qui utilisait le code, d’où, pourquoi. N’écrivez jamais de mot de passe."
          rows={8}
        />
        <FilesField anomalyId={id} files={files} onUnderWay={setUnderWay} />
        <p className="quiet">Une justification envoyée ne se modifie plus.</p>
      </CommandForm>
    </Section>
  );
}

const UNDER_WAY = { files: 'Attendez que les fichiers soient arrivés.' };
const UNKNOWN = { files: 'La liste de vos fichiers n’a pas pu être lue\u00a0: rechargez la page.' };
const FILE_REFUSALS = { 'file-not-kept': 'files' };
