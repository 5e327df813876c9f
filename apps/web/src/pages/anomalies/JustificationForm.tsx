import type { AnomalyDetail } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { TextArea } from '../../components/fields/fields';
import { Section } from '../../components/Section';

export function JustificationForm({ anomaly: { id, due } }: { anomaly: AnomalyDetail }) {
  return (
    <Section title="Votre justification">
      {due && <Facts facts={{ 'À donner avant la fin du': <Due day={due} /> }} />}
      <p>
        La convention vous engage à donner vos explications dans les 15 jours de la notification. Une réponse
        tardive reste possible ; son retard est noté. Une justification envoyée ne se modifie plus.
      </p>
      <CommandForm
        path={`/anomalies/${id}/justification`}
        body={(value) => ({ text: value('text') })}
        submit="Envoyer la justification"
        done="Votre justification est envoyée à la Caf."
      >
        <TextArea
          name="text"
          label="Explications"
          hint="Qui utilisait le code, d’où, pourquoi. N’écrivez jamais de mot de passe."
          rows={8}
        />
      </CommandForm>
    </Section>
  );
}
