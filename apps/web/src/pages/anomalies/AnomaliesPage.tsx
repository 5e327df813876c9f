import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Anomaly } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { ANOMALY_STATES } from '../../labels';
import { CaseQueue } from './CaseQueue';
import { CASE_COLUMNS } from './case-columns';
import { ReportDownloads } from './ReportDownloads';

export default function AnomaliesPage() {
  return useMe().role === 'gestionnaire' ? <NotifiedAnomalies /> : <CaseQueue />;
}

/** Those that a gestionnaire was notified of. */
function NotifiedAnomalies() {
  const [search] = useSearchParams();
  const state = search.get('state') ?? undefined;
  const anomalies = useQuery(queries.anomalies({ state }));

  return (
    <Page title="Anomalies">
      <FilterBar>
        <Select
          name="state"
          label="État"
          none="Toutes"
          options={optionsOf(ANOMALY_STATES)}
          defaultValue={state}
        />
      </FilterBar>
      <Loaded query={anomalies}>
        {(list) => (
          <DataTable
            caption="Anomalies relevées dans le journal des connexions"
            columns={COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty="Aucune anomalie dans cet état."
          />
        )}
      </Loaded>
      <Section title="Rapport">
        <ReportDownloads />
      </Section>
    </Page>
  );
}

const COLUMNS: Column<Anomaly>[] = [
  ...CASE_COLUMNS,
  { header: 'État', cell: ({ state }) => <Badge {...ANOMALY_STATES[state]} /> },
  {
    header: 'Réponse attendue',
    cell: ({ due, justification }) => (due && !justification ? <Due day={due} /> : '—'),
  },
];
