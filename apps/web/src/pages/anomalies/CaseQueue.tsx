import { useQuery } from '@tanstack/react-query';
import type { QueuedCase } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { FilterBar } from '../../components/FilterBar';
import { type Option, optionsOf, Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Section } from '../../components/Section';
import { gestionnairesOf } from '../../gestionnaires';
import { ANOMALY_STATES, SEVERITIES } from '../../labels';
import { useListAddress } from '../../list-address';
import { BulkDismissal, useChosen } from './BulkDismissal';
import { CASE_COLUMNS } from './case-columns';
import { ReportDownloads } from './ReportDownloads';

const HERE = '/anomalies';
const FILTERS = ['state', 'severity', 'rule', 'gestionnaireId', 'assignee', 'cursor'] as const;

/** The cases of the Caf, in the order in which they want an officer. */
export function CaseQueue() {
  const { filter, isFiltered, pageAt } = useListAddress(HERE, FILTERS);
  const cases = useQuery(queries.anomalyQueue(filter));
  const chosen = useChosen();

  return (
    <Page title="Anomalies">
      <p className="intro">
        De la plus urgente à la moins urgente : d’abord celles qui peuvent être une intrusion en cours, puis
        les réponses manquantes ou à juger, puis les autres. À urgence égale, celle qui attend depuis le plus
        longtemps.
      </p>
      <QueueFilters filter={filter} />
      <Loaded query={cases}>
        {({ items, next }) => (
          <>
            <BulkDismissal cases={items} chosen={chosen} />
            <DataTable
              caption={filter.state ? 'Anomalies' : 'Anomalies qui attendent la Caf'}
              choice={chosen.choice}
              columns={COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
              empty={isFiltered ? 'Aucune anomalie ne répond à ces critères.' : 'Rien n’attend la Caf.'}
            />
            <Pager
              label="Pages de la file"
              first={filter.cursor ? pageAt() : null}
              older={next && pageAt(next)}
              words={['Revenir aux plus urgentes', 'Moins urgentes']}
            />
          </>
        )}
      </Loaded>
      <Section title="Rapport">
        <ReportDownloads />
      </Section>
    </Page>
  );
}

function QueueFilters({ filter }: { filter: Record<string, string | undefined> }) {
  const me = useMe();
  const rules = useQuery(queries.rules());
  const conventions = useQuery(queries.conventions());
  const officers = useQuery(queries.officers());
  const ruleOptions = (rules.data ?? []).map(({ name, title }) => ({ value: name, label: title }));
  const colleagues = (officers.data ?? [])
    .filter(({ userCode }) => userCode !== me.userCode)
    .map(({ userCode, name }) => ({ value: userCode, label: name }));

  return (
    <FilterBar reset={HERE}>
      <Select
        name="state"
        label="État"
        none="À traiter par la Caf"
        options={[...optionsOf(ANOMALY_STATES), { value: 'any', label: 'Toutes' }]}
        defaultValue={filter.state}
      />
      <Select
        name="severity"
        label="Gravité"
        none="Toutes"
        options={optionsOf(SEVERITIES)}
        defaultValue={filter.severity}
      />
      <Choice name="rule" label="Règle" options={ruleOptions} value={filter.rule} />
      <Choice
        name="gestionnaireId"
        label="Gestionnaire"
        none="Tous"
        options={optionsOf(gestionnairesOf(conventions.data))}
        value={filter.gestionnaireId}
      />
      <Choice
        name="assignee"
        label="Suivi par"
        none="N’importe qui"
        options={[{ value: 'me', label: 'Moi' }, { value: 'nobody', label: 'Personne' }, ...colleagues]}
        value={filter.assignee}
      />
    </FilterBar>
  );
}

/** Options that are read later than the address: the choice is made once they are there. */
function Choice({
  name,
  label,
  none = 'Toutes',
  options,
  value,
}: {
  name: string;
  label: string;
  none?: string;
  options: Option[];
  value: string | undefined;
}) {
  return (
    <Select
      key={options.length}
      name={name}
      label={label}
      none={none}
      options={options}
      defaultValue={value}
    />
  );
}

const COLUMNS: Column<QueuedCase>[] = [
  ...CASE_COLUMNS,
  {
    header: 'État',
    cell: ({ state, due, justification }) => (
      <div className="stack-tight">
        <Badge {...ANOMALY_STATES[state]} />
        {due && !justification && <Due day={due} />}
      </div>
    ),
  },
  {
    header: 'Suivi par',
    cell: ({ assignee }) => assignee?.name ?? <span className="quiet">Personne</span>,
  },
];
