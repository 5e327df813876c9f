import { badCursor, heldLocks, type Instant, type JobReport, type Sql } from '#platform';
import { lockOf } from './job-runner.ts';
import { reportInWords } from './report-in-words.ts';
import type { RunOutcome, RunPage, RunView } from './view.ts';

interface RunRow {
  readonly name: string;
  readonly run: string;
  readonly share: number;
  readonly shares: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: RunOutcome | null;
  readonly report: JobReport | null;
  readonly reason: string | null;
  readonly attempts: number;
}

const COLUMNS = `name, run, share, shares, started_at AS "startedAt", ended_at AS "endedAt", outcome, report, reason, attempts`;
const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/;

/** Reads the history of jobs, whichever process ran them. */
export class JobHistory {
  constructor(private readonly sql: Sql) {}

  /** A page of the runs of a job, the latest first. @throws Refusal bad-cursor */
  async page(name: string, cursor: string | undefined, limit: number): Promise<RunPage> {
    const behind = cursor === undefined ? [] : CURSOR.exec(cursor);
    if (behind === null) throw badCursor();
    const [, run = null, share = null] = behind;
    const { rows } = await this.sql.query<RunRow>(
      `SELECT ${COLUMNS} FROM jobs.runs WHERE name = $1 AND ($2::uuid IS NULL OR (started_at, run, share) <
         (SELECT started_at, run, share FROM jobs.runs WHERE run = $2 AND share = $3::int))
       ORDER BY started_at DESC, run DESC, share DESC LIMIT $4`,
      [name, run, share, limit + 1],
    );
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items: await this.told(rows.slice(0, limit)), next: last ? `${last.run}.${last.share}` : null };
  }

  /** Every share of the latest run of each of these jobs, by job. */
  latest(names: readonly string[]): Promise<ReadonlyMap<string, RunView[]>> {
    return this.byName(
      `SELECT ${COLUMNS.replace('name,', 'runs.name,')} FROM unnest($1::text[]) AS job(name) CROSS JOIN LATERAL (
         SELECT run FROM jobs.runs WHERE runs.name = job.name
         ORDER BY started_at DESC, run DESC, share DESC LIMIT 1) AS latest
       JOIN jobs.runs USING (run) ORDER BY share`,
      [names],
    );
  }

  /** What failed for good since `since`: `most` of each job, the latest first. */
  failures(names: readonly string[], since: Instant, most: number): Promise<ReadonlyMap<string, RunView[]>> {
    return this.byName(
      `SELECT failed.* FROM unnest($1::text[]) AS job(name) CROSS JOIN LATERAL (
         SELECT ${COLUMNS} FROM jobs.runs WHERE runs.name = job.name AND outcome = 'failed' AND started_at >= $2
         ORDER BY started_at DESC, run DESC, share DESC LIMIT $3) AS failed
       ORDER BY "startedAt" DESC, run DESC, share DESC`,
      [names, since, most],
    );
  }

  /** How often each of these jobs failed for good since `since`; absent where it never did. */
  async failureCounts(names: readonly string[], since: Instant): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.sql.query<{ name: string; count: number }>(
      `SELECT name, count(*)::int AS count FROM jobs.runs
       WHERE name = ANY ($1) AND outcome = 'failed' AND started_at >= $2 GROUP BY name`,
      [names, since],
    );
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  /** The jobs that some process is running now. */
  async running(names: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.sql.query<{ name: string; share: number }>(
      'SELECT DISTINCT name, share FROM jobs.runs WHERE name = ANY ($1) AND outcome IS NULL',
      [names],
    );
    const locks = rows.map(({ name, share }) => lockOf(name, share));
    const held = await heldLocks(this.sql, locks);
    return new Set(rows.filter((_, index) => held.has(locks[index]!)).map(({ name }) => name));
  }

  private async byName(text: string, values: unknown[]): Promise<ReadonlyMap<string, RunView[]>> {
    const { rows } = await this.sql.query<RunRow>(text, values);
    const found = new Map<string, RunView[]>();
    for (const [index, view] of (await this.told(rows)).entries()) {
      const { name } = rows[index]!;
      found.set(name, [...(found.get(name) ?? []), view]);
    }
    return found;
  }

  /** A run that never said how it ended is at work if its lock is held; otherwise its process is gone. */
  private async told(rows: readonly RunRow[]): Promise<RunView[]> {
    const open = rows.filter(({ outcome }) => outcome === null);
    const held = await heldLocks(
      this.sql,
      open.map(({ name, share }) => lockOf(name, share)),
    );
    return rows.map(({ name, share, startedAt, endedAt, outcome, report, ...row }) => ({
      ...row,
      report,
      reportInWords: reportInWords(report),
      share: share + 1,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      outcome: outcome ?? (held.has(lockOf(name, share)) ? 'running' : 'interrupted'),
    }));
  }
}
