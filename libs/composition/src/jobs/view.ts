import { Gives, type Instant, type JobReport } from '#platform';

const runOutcomes = ['running', 'succeeded', 'retrying', 'failed', 'interrupted'] as const;
/** `retrying`: it failed, and will be tried again. `interrupted`: its process ended before it did. */
export type RunOutcome = (typeof runOutcomes)[number];

/** What is told of a share of a run, and of a run whose shares are taken together. */
abstract class RunFacts {
  @Gives.id({ description: 'The same for all shares of a run' })
  readonly run!: string;

  @Gives.whole({ description: 'Into how many shares the work was cut' })
  readonly shares!: number;

  @Gives.instant()
  readonly startedAt!: Instant;

  @Gives.instant({ orNull: true })
  readonly endedAt!: Instant | null;

  @Gives.oneOf(runOutcomes)
  readonly outcome!: RunOutcome;

  @Gives.amounts({ orNull: true, description: 'What it did, counted by name' })
  readonly report!: JobReport | null;

  @Gives.text({ orNull: true, description: 'The same in French' })
  readonly reportInWords!: string | null;

  @Gives.text({ orNull: true, description: 'Why the last attempt that failed did so' })
  readonly reason!: string | null;

  @Gives.whole()
  readonly attempts!: number;
}

/** One share of one run. */
export class RunView extends RunFacts {
  @Gives.whole({ description: 'Counted from 1' })
  readonly share!: number;
}

export class RunPage {
  @Gives.list(() => RunView)
  readonly items!: readonly RunView[];

  @Gives.text({ orNull: true, description: 'Cursor of the next page; null on the last one' })
  readonly next!: string | null;
}

/** The latest run of a job, its shares taken together. */
export class LastRun extends RunFacts {
  @Gives.whole({ description: 'How many shares are done' })
  readonly done!: number;
}

export class JobView {
  @Gives.text()
  readonly name!: string;

  @Gives.text({ description: 'What people call it' })
  readonly title!: string;

  @Gives.text({ description: 'One French sentence' })
  readonly purpose!: string;

  @Gives.text({ description: 'Cron expression, Europe/Paris' })
  readonly schedule!: string;

  @Gives.text({ description: 'The same in French' })
  readonly scheduleInWords!: string;

  @Gives.instant({ orNull: true })
  readonly nextRunAt!: Instant | null;

  @Gives.flag({ description: 'Whether some process is running it now' })
  readonly running!: boolean;

  @Gives.object(() => LastRun, { orNull: true, description: 'Null when it never ran' })
  readonly last!: LastRun | null;

  @Gives.list(() => RunView, { description: 'Of the last seven days, the latest first, five at most' })
  readonly failures!: readonly RunView[];

  @Gives.whole({ description: 'How many there are in all' })
  readonly failureCount!: number;
}

export class JobOverview {
  @Gives.oneOf(['queue', 'process'], {
    description: 'Whether runs are handed out by the queue in Redis, or begun by the processes themselves',
  })
  readonly runBy!: 'queue' | 'process';

  @Gives.flag({ orNull: true, description: 'Whether the queue answers now; null without one' })
  readonly queueAnswers!: boolean | null;

  @Gives.list(() => JobView)
  readonly jobs!: readonly JobView[];
}

/** A run was asked for. */
export class RunAsked {
  @Gives.id({ description: 'The id that the run will have' })
  readonly id!: string;
}
