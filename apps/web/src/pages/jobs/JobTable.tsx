import { Link } from 'react-router';
import type { Job } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { ACTIONS, type Column, DataTable } from '../../components/DataTable';
import { formatDuration, formatTimestamp, plural } from '../../format';
import { RUN_OUTCOMES } from '../../labels';

interface Props {
  jobs: Job[];
  /** A run was asked for; it will have this id. */
  onAsked: (name: string, run: string) => void;
}

export function JobTable({ jobs, onAsked }: Props) {
  const actions: Column<Job> = {
    ...ACTIONS,
    cell: (job) => <RunNow job={job} onAsked={onAsked} />,
  };
  return (
    <DataTable
      caption="Chaque tâche, ses heures et sa dernière exécution"
      columns={[...COLUMNS, actions]}
      rows={jobs}
      rowKey={({ name }) => name}
      empty="Aucune tâche."
    />
  );
}

const COLUMNS: Column<Job>[] = [
  {
    header: 'Tâche',
    cell: ({ name, title, purpose }) => (
      <>
        <Link to={`/taches-periodiques/${name}`}>{title}</Link> <span className="quiet block">{purpose}</span>
      </>
    ),
  },
  {
    header: 'Heures',
    cell: ({ scheduleInWords, nextRunAt }) => (
      <>
        {scheduleInWords}{' '}
        {nextRunAt && (
          <span className="quiet block">
            prochaine : <time dateTime={nextRunAt}>{formatTimestamp(nextRunAt)}</time>
          </span>
        )}
      </>
    ),
  },
  {
    header: 'État',
    cell: ({ running, last, failureCount }) => (
      <div className="stack-tight">
        {running && <Badge {...RUN_OUTCOMES.running} />}
        {!running &&
          (last ? (
            <Badge {...RUN_OUTCOMES[last.outcome]} />
          ) : (
            <Badge label="Jamais exécutée" tone="neutral" />
          ))}
        {last && last.shares > 1 && last.done < last.shares && (
          <span className="quiet">
            {last.done} parts faites sur {last.shares}
          </span>
        )}
        {failureCount > 0 && <span className="quiet">{failures(failureCount)}</span>}
      </div>
    ),
  },
  {
    header: 'Dernière exécution',
    cell: ({ last }) =>
      last ? (
        <>
          <time className="nowrap" dateTime={last.startedAt}>
            {formatTimestamp(last.startedAt)}
          </time>
          {last.endedAt && <span className="quiet"> en {formatDuration(last.startedAt, last.endedAt)}</span>}
          {last.reportInWords && <span className="quiet block">{last.reportInWords}</span>}
        </>
      ) : (
        '—'
      ),
  },
];

const failures = (count: number) => `${plural(count, 'échec')} en sept jours`;

function RunNow({ job: { name, title, purpose }, onAsked }: { job: Job; onAsked: Props['onAsked'] }) {
  return (
    <ActionDialog
      label="Exécuter maintenant"
      about={title}
      title={`Exécuter maintenant «\u00a0${title}\u00a0»`}
    >
      <CommandForm
        path={`/jobs/${name}/runs`}
        submit="Exécuter"
        done="La tâche est demandée ; son résultat s’affichera ici."
        onDone={({ id }) => onAsked(name, id)}
      >
        <p>{purpose}</p>
        <p>La tâche s’exécute en plus de ses heures habituelles, qui ne changent pas.</p>
      </CommandForm>
    </ActionDialog>
  );
}
