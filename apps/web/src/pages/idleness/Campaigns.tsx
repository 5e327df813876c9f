import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { type Column, DataTable } from '../../components/DataTable';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { PolicySentence } from '../../components/PolicySentence';
import { Section } from '../../components/Section';
import { today } from '../../days';
import { formatDay } from '../../format';
import { DECLARATION_KINDS } from '../../labels';

/** When declarations are due: before, codes have to be unblocked or used (R21). */
export function Campaigns() {
  const { role } = useMe();
  const campaigns = useQuery(queries.campaigns());
  return (
    <Section title="Campagnes de déclaration">
      <p className="intro">
        <PolicySentence of="reactivationNoticeDays" />
      </p>
      {role === 'caf-habilitation' && <Schedule />}
      <Loaded query={campaigns}>
        {(list) => (
          <DataTable
            caption="De la plus récente à la plus ancienne"
            columns={COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucune campagne n’est fixée."
          />
        )}
      </Loaded>
    </Section>
  );
}

const COLUMNS: Column<Campaign>[] = [
  {
    header: 'Campagne',
    cell: ({ kind, year, number }) => `${DECLARATION_KINDS[kind]} ${year}${number > 1 ? ` (${number})` : ''}`,
  },
  { header: 'Premier jour', cell: ({ opensOn }) => formatDay(opensOn) },
  { header: 'Dernier jour', cell: ({ closesOn }) => formatDay(closesOn) },
];

const Schedule = () => (
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
      <p>Une campagne déjà fixée change de dates, tant qu’elle n’est pas terminée.</p>
      <Select name="kind" label="Déclaration" options={optionsOf(DECLARATION_KINDS)} />
      <TextField name="year" label="Année déclarée" type="number" min={2000} max={2100} />
      <TextField name="opensOn" label="Premier jour" type="date" min={today()} />
      <TextField name="closesOn" label="Dernier jour" type="date" min={today()} />
    </CommandForm>
  </ActionDialog>
);
