import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { JobRun } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { formatDuration, formatTimestamp } from '../../format';
import { RUN_OUTCOMES } from '../../labels';

export default function JobPage() {
  const { name = '' } = useParams();
  const [search] = useSearchParams();
  const cursor = search.get('cursor') ?? undefined;
  const runs = useQuery(queries.jobRuns(name, cursor));
  const job = useQuery(queries.jobs()).data?.jobs.find((one) => one.name === name);
  const here = `/taches-periodiques/${name}`;

  return (
    <Page title={job ? `Tâche «\u00a0${job.title}\u00a0»` : 'Tâche périodique'}>
      <p className="intro">
        Ses exécutions des 90 derniers jours. <Link to="/taches-periodiques">Toutes les tâches</Link>
      </p>
      <Loaded query={runs}>
        {({ items, next }) => (
          <>
            <DataTable
              caption="De la plus récente à la plus ancienne"
              columns={COLUMNS}
              rows={items}
              rowKey={({ run, share }) => `${run} ${share}`}
              empty="Aucune exécution."
            />
            <Pager
              label="Pages de l’historique"
              first={cursor ? here : null}
              older={next && `${here}?${new URLSearchParams({ cursor: next })}`}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const COLUMNS: Column<JobRun>[] = [
  {
    header: 'Début',
    cell: ({ startedAt }) => <time dateTime={startedAt}>{formatTimestamp(startedAt)}</time>,
  },
  {
    header: 'Durée',
    cell: ({ startedAt, endedAt }) => (endedAt ? formatDuration(startedAt, endedAt) : '—'),
  },
  { header: 'État', cell: ({ outcome }) => <Badge {...RUN_OUTCOMES[outcome]} /> },
  { header: 'Part', cell: ({ share, shares }) => (shares > 1 ? `${share} sur ${shares}` : '—') },
  {
    header: 'Résultat',
    cell: ({ reportInWords, reason }) => (
      <>
        {reportInWords && <span className="quiet">{reportInWords}</span>} {reason && <code>{reason}</code>}
      </>
    ),
  },
  { header: 'Essais', cell: ({ attempts }) => attempts, numeric: true },
];
