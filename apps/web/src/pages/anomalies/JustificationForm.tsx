import type { AnomalyDetail } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { FILE_REFUSALS, FilesField, useGivenFiles } from '../../components/FilesField';
import { TextArea } from '../../components/fields/fields';
import { Section } from '../../components/Section';

/** R19. The text is kept in the browser until it is sent, the files with the register. */
export function JustificationForm({ anomaly: { id } }: { anomaly: AnomalyDetail }) {
  const { given, ids, check } = useGivenFiles(`/anomalies/${id}/files`);
  return (
    <Section title="Votre justification">
      <CommandForm
        path={`/anomalies/${id}/justification`}
        body={(value) => ({ text: value('text'), fileIds: ids })}
        check={check}
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
        <FilesField given={given} />
        <p className="quiet">Une justification envoyée ne se modifie plus.</p>
      </CommandForm>
    </Section>
  );
}
