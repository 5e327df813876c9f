import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobOverview } from '../../api/contract';
import { queries } from '../../api/queries';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { FailureTable } from './FailureTable';
import { JobTable } from './JobTable';
import { RunUnderWay } from './RunUnderWay';

const SLOW_MS = 15_000;
const QUICK_MS = 1000;

export default function JobsPage() {
  /** Runs that were asked for here, by job, until their result has been told. */
  const [asked, setAsked] = useState<Record<string, string>>({});
  const isWaiting = Object.keys(asked).length > 0;
  const overview = useQuery({ ...queries.jobs(), refetchInterval: isWaiting ? QUICK_MS : SLOW_MS });
  const told = (name: string) => {
    setAsked(({ [name]: _, ...others }) => others);
    void overview.refetch();
  };

  return (
    <Page title="Tâches périodiques">
      <p className="intro">
        Ce que le registre fait de lui-même, à heures fixes. Une tâche exécutée deux fois n’a pas d’effet de
        plus : elle ne traite que ce qui est dû.
      </p>
      <Loaded query={overview}>
        {(found) => (
          <>
            <QueueState overview={found} />
            <JobTable jobs={found.jobs} onAsked={(name, run) => setAsked({ ...asked, [name]: run })} />
            {found.jobs.map(({ name, title }) => {
              const run = asked[name];
              if (run === undefined) return null;
              return <RunUnderWay key={run} name={name} title={title} run={run} onTold={() => told(name)} />;
            })}
            <Section title="Échecs des sept derniers jours">
              <FailureTable jobs={found.jobs} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Where runs come from; a queue that does not answer holds them all up. */
function QueueState({ overview: { queueAnswers } }: { overview: JobOverview }) {
  if (queueAnswers === null) return null;
  return queueAnswers ? (
    <Notice tone="good">La file des tâches répond.</Notice>
  ) : (
    <div role="alert">
      <Notice tone="danger">
        La file des tâches ne répond pas : aucune tâche ne commence. À son retour, ce qui est dû sera fait.
      </Notice>
    </div>
  );
}
