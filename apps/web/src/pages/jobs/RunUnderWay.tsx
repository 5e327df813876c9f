import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queries } from '../../api/queries';
import { useAnnounce } from '../../components/Announcer';
import { RUN_OUTCOMES } from '../../labels';

interface Props {
  name: string;
  title: string;
  run: string;
  onTold: () => void;
}

const LOOK_MS = 1000;

/** Waits for a run that was asked for, and tells what came of it. Shows nothing itself. */
export function RunUnderWay({ name, title, run, onTold }: Props) {
  const announce = useAnnounce();
  const runs = useQuery({ ...queries.jobRuns(name), refetchInterval: LOOK_MS, staleTime: 0 });
  const shares = runs.data?.items.filter((one) => one.run === run) ?? [];
  const ended = shares.filter(({ endedAt }) => endedAt);
  const isOver = shares.length > 0 && ended.length === shares[0]!.shares;
  const failed = shares.find(({ outcome }) => outcome !== 'succeeded');

  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the run is over
  useEffect(() => {
    if (!isOver) return;
    const told = failed
      ? `${RUN_OUTCOMES[failed.outcome].label}\u00a0: ${failed.reason ?? 'raison inconnue'}`
      : shares.flatMap(({ reportInWords }) => reportInWords ?? []).join(' ; ');
    announce(`La tâche «\u00a0${title}\u00a0» est terminée. ${told}`);
    onTold();
  }, [isOver]);

  return null;
}
