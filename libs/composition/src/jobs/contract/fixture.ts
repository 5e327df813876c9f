import type { Database, Job, JobReport, Share } from '#platform';

/** Every second of the year: the tests wait for it. */
export const EVERY_SECOND = '* * * * * *';
/** No test lives to see it. */
export const NEVER_NOW = '0 0 1 1 *';

/** A job that does what the test says, and remembers which shares it was given. */
export class ScriptedJob implements Job {
  readonly purpose = 'Sert aux essais.';
  readonly taken: Share[] = [];

  constructor(
    readonly name: string,
    private readonly script: (share: Share, time: number) => Promise<JobReport> = async () => ({
      examined: 1,
    }),
    readonly schedule = EVERY_SECOND,
  ) {}

  async run(share: Share): Promise<JobReport> {
    this.taken.push(share);
    return this.script(share, this.taken.length);
  }
}

export class SharedJob extends ScriptedJob {
  constructor(
    name: string,
    private readonly of: number,
    script?: (share: Share, time: number) => Promise<JobReport>,
    schedule?: string,
  ) {
    super(name, script, schedule);
  }

  async shares(): Promise<number> {
    return this.of;
  }
}

interface Row {
  readonly run: string;
  readonly share: number;
  readonly shares: number;
  readonly outcome: string | null;
  readonly report: JobReport | null;
  readonly reason: string | null;
  readonly attempts: number;
}

/** The only tick of this job so far went by with nobody there: whoever starts makes up for it, once. */
export async function missATick(database: Database, { name }: Job): Promise<void> {
  await database.query(
    `INSERT INTO jobs.runs (run, share, shares, name, started_at, ended_at, outcome, attempts)
     VALUES (gen_random_uuid(), 0, 1, $1, '2020-01-01', '2020-01-01', 'succeeded', 1)`,
    [name],
  );
}

/** What was written down of a job, the oldest run first. */
export async function history(database: Database, name: string): Promise<Row[]> {
  const { rows } = await database.query<Row>(
    `SELECT run, share, shares, outcome, report, reason, attempts FROM jobs.runs
     WHERE name = $1 AND started_at > '2021-01-01' ORDER BY started_at, share`,
    [name],
  );
  return rows;
}
