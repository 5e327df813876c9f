import { useState } from 'react';
import type { AnomalyDetail, SecuritySanction, VerdictAnswer } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { optionsOf, Select, TextArea } from '../../components/fields/fields';
import { SANCTIONS, VERDICTS } from '../../labels';

/** The verdict; of a confirmed anomaly that is about one code, with a sanction in the same act. */
export function Decide({ anomaly: { id, userCode, gestionnaire } }: { anomaly: AnomalyDetail }) {
  const [verdict, setVerdict] = useState('');
  return (
    <ActionDialog label="Conclure" title="Conclure sur l’anomalie" look="primary">
      <CommandForm<unknown, VerdictAnswer>
        path={`/anomalies/${id}/verdict`}
        body={(value) => ({
          verdict: value('verdict'),
          comment: value('comment'),
          sanction: value('sanction') || undefined,
        })}
        fieldOf={SANCTION_FIELDS}
        submit="Enregistrer la conclusion"
        done={({ sanctionRefusal }) =>
          sanctionRefusal
            ? `La conclusion est enregistrée, mais pas la mesure\u00a0: ${sanctionRefusal.message}`
            : 'La conclusion est enregistrée.'
        }
      >
        <Select
          name="verdict"
          label="Conclusion"
          none="Choisir"
          options={optionsOf(VERDICTS)}
          value={verdict}
          onChange={(event) => setVerdict(event.target.value)}
        />
        {verdict === 'confirmed' && userCode !== null && (
          <Select
            name="sanction"
            label={`Mesure sur le code ${userCode}`}
            hint="Prise en même temps que la conclusion ; le commentaire en est le motif."
            optional
            none="Aucune"
            options={optionsOf(SANCTIONS).filter(({ value }) => SECURITY_SANCTIONS.includes(value))}
          />
        )}
        <TextArea
          name="comment"
          label="Commentaire"
          hint={gestionnaire ? 'Le partenaire le lira.' : undefined}
        />
      </CommandForm>
    </ActionDialog>
  );
}

const SECURITY_SANCTIONS: string[] = ['suspension', 'password-change'] satisfies SecuritySanction[];
const SANCTION_FIELDS = { 'sanction-impossible': 'sanction' };
