import { useState } from 'react';
import type { Rule, RuleReplay } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { addDays, today } from '../../days';
import { Difference } from './Difference';

const DEFAULT_DAYS = 90;

interface Props {
  rule: Rule & { range: NonNullable<Rule['range']>; threshold: number };
}

/** What another threshold would have found, and the step to it: nobody changes a rule without having seen that. */
export function ThresholdTrial({ rule }: Props) {
  const { name, threshold } = rule;
  const [replay, setReplay] = useState<RuleReplay | null>(null);
  return (
    <Section title="Essayer un autre seuil">
      <p className="intro">
        La règle est rejouée sur les tentatives d’une période passée. Rien ne change, et personne n’est
        averti.
      </p>
      <CommandForm<object, RuleReplay>
        path={`/rules/${name}/replay`}
        body={(value) => ({ threshold: Number(value('threshold')), from: value('from'), to: value('to') })}
        submit="Rejouer la période"
        done="La période est rejouée."
        onDone={setReplay}
      >
        <div className="fields">
          <ThresholdField rule={rule} />
          <TextField
            name="from"
            type="date"
            label="Du"
            max={today()}
            defaultValue={addDays(today(), -DEFAULT_DAYS)}
            required
          />
          <TextField name="to" type="date" label="Au" max={today()} defaultValue={today()} required />
        </div>
      </CommandForm>
      {replay && (
        <div className="stack">
          <Difference replay={replay} />
          {replay.threshold !== threshold && (
            <Activation rule={rule} tried={replay.threshold} onDone={() => setReplay(null)} />
          )}
        </div>
      )}
    </Section>
  );
}

/** Of a rule that cannot be replayed. */
export const ThresholdChange = ({ rule }: Props) => (
  <Section title="Changer le seuil">
    <p className="intro">
      La règle regarde plus que les tentatives : elle ne peut pas être rejouée sur une période passée. Un
      autre seuil s’active sans essai.
    </p>
    <Activation rule={rule} />
  </Section>
);

/** With the threshold that was tried; of a rule that cannot be, with one that is given here. */
function Activation({ rule, tried, onDone }: Props & { tried?: number; onDone?: () => void }) {
  const label = tried === undefined ? 'Activer un autre seuil' : `Activer le seuil ${tried}`;
  return (
    <div className="actions">
      <ActionDialog label={label} look="primary">
        <CommandForm
          path={`/rules/${rule.name}/activation`}
          body={(value) => ({ threshold: tried ?? Number(value('threshold')), reason: value('reason') })}
          submit="Activer"
          done="Le seuil est changé."
          onDone={onDone}
        >
          <p>
            La règle change pour les tentatives à venir. Les anomalies déjà relevées gardent la version qui
            les a trouvées.
          </p>
          {tried === undefined && <ThresholdField rule={rule} />}
          <TextArea name="reason" label="Motif" />
        </CommandForm>
      </ActionDialog>
    </div>
  );
}

const ThresholdField = ({ rule: { range, threshold } }: Props) => (
  <TextField
    name="threshold"
    type="number"
    label={`Seuil (de ${range.least} à ${range.most})`}
    min={range.least}
    max={range.most}
    defaultValue={threshold}
    required
  />
);
