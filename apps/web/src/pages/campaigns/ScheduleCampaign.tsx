import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { PolicySentence } from '../../components/PolicySentence';
import { today } from '../../days';
import { DECLARATION_KINDS } from '../../labels';

/** Before a campaign, codes have to be unblocked or used (R21). */
export const ScheduleCampaign = () => (
  <ActionDialog label="Fixer une campagne" look="primary">
    <CommandForm
      path="/campaigns"
      body={(value) => ({
        kind: value('kind'),
        year: Number(value('year')),
        opensOn: value('opensOn'),
        closesOn: value('closesOn'),
      })}
      submit="Fixer la campagne"
      done="La campagne est fixée."
    >
      <p>
        Une campagne déjà fixée change de dates, tant qu’elle n’est pas terminée.{' '}
        <PolicySentence of="reactivationNoticeDays" />
      </p>
      <Select name="kind" label="Déclaration" options={optionsOf(DECLARATION_KINDS)} />
      <TextField name="year" label="Année déclarée" type="number" min={2000} max={2100} />
      <TextField name="opensOn" label="Premier jour" type="date" min={today()} />
      <TextField name="closesOn" label="Dernier jour" type="date" min={today()} />
    </CommandForm>
  </ActionDialog>
);
