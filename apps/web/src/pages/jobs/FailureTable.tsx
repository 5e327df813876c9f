import type { Job, JobRun } from '../../api/contract';
import { type Column, DataTable } from '../../components/DataTable';
import { formatTimestamp } from '../../format';

type Failure = JobRun & { title: string };

/** What failed for good of late, in all jobs, the latest first. */
export function FailureTable({ jobs }: { jobs: Job[] }) {
  const failures = jobs
    .flatMap(({ title, failures }) => failures.map((failure) => ({ ...failure, title })))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  return (
    <DataTable
      caption="Après tous les essais ; au plus cinq par tâche"
      columns={COLUMNS}
      rows={failures}
      rowKey={({ run, share }) => `${run} ${share}`}
      empty="Aucun échec."
    />
  );
}

const COLUMNS: Column<Failure>[] = [
  { header: 'Tâche', cell: ({ title }) => title },
  {
    header: 'Début',
    cell: ({ startedAt }) => <time dateTime={startedAt}>{formatTimestamp(startedAt)}</time>,
  },
  { header: 'Raison', cell: ({ reason }) => <code>{reason ?? 'inconnue'}</code> },
  { header: 'Essais', cell: ({ attempts }) => attempts, numeric: true },
];
