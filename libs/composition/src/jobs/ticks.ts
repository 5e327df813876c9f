import { Cron } from 'croner';
import { type Instant, type Job, PARIS, type Sql } from '#platform';

/** A tick that is on its way is not yet missed. */
const GRACE_MS = 60_000;

const cron = (schedule: string) => new Cron(schedule, { timezone: PARIS, paused: true });

/** When a job is due next; null when never again. */
export const nextTick = (schedule: string, now: Instant): Instant | null =>
  cron(schedule).nextRun(new Date(now))?.toISOString() ?? null;

/**
 * The jobs whose last tick went by with nobody to run them, because every process or the queue was away, and when it was.
 * A job that never ran at all has missed nothing.
 */
export async function missedTicks<J extends Job>(
  sql: Sql,
  jobs: readonly J[],
  now: Instant,
): Promise<{ job: J; tick: Instant }[]> {
  const { rows } = await sql.query<{ name: string; last: Date }>(
    `SELECT name, last.started_at AS last FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
       SELECT started_at FROM jobs.runs WHERE runs.name = name.name ORDER BY started_at DESC LIMIT 1) AS last`,
    [jobs.map(({ name }) => name)],
  );
  const lastRuns = new Map(rows.map(({ name, last }) => [name, last]));
  return jobs.flatMap((job) => {
    const last = lastRuns.get(job.name);
    const [tick] = cron(job.schedule).previousRuns(1, new Date(Date.parse(now) - GRACE_MS));
    return last && tick && last < tick ? [{ job, tick: tick.toISOString() }] : [];
  });
}

const HOURLY = /^(\d+) \* \* \* \*$/;
const EVERY_SO_MANY_MINUTES = /^(?:\*|\d+-59)\/(\d+) \* \* \* \*$/;
const DAILY = /^(\d+) (\d+) \* \* \*$/;

/** The times of a job in French; the cron expression itself when it is none of the usual ones. */
export function inWords(schedule: string): string {
  if (schedule === '* * * * *') return 'chaque minute';
  const [, minutes] = EVERY_SO_MANY_MINUTES.exec(schedule) ?? [];
  if (minutes) return `toutes les ${minutes}\u00a0minutes`;
  const [, minute] = HOURLY.exec(schedule) ?? [];
  if (minute) return `chaque heure, à la minute\u00a0${minute}`;
  const [, at, hour] = DAILY.exec(schedule) ?? [];
  return at && hour ? `chaque jour à\u00a0${hour.padStart(2, '0')}:${at.padStart(2, '0')}` : schedule;
}
