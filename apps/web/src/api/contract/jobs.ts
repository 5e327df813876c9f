import type { Instant } from './common.ts';

// GET /api/jobs, GET /api/jobs/:name/runs?cursor=
// POST /api/jobs/:name/runs {}                        202, with the id that the run will have
export interface JobOverview {
  runBy: 'queue' | 'process';
  /** Null without a queue. */
  queueAnswers: boolean | null;
  jobs: Job[];
}

export interface Job {
  name: string;
  /** What people call it. */
  title: string;
  purpose: string;
  /** Cron expression, Europe/Paris. */
  schedule: string;
  scheduleInWords: string;
  nextRunAt: Instant | null;
  running: boolean;
  last: (Omit<JobRun, 'share'> & { done: number }) | null;
  failures: JobRun[];
  failureCount: number;
}

export interface JobRun {
  run: string;
  /** Counted from 1. */
  share: number;
  shares: number;
  startedAt: Instant;
  endedAt: Instant | null;
  outcome: 'running' | 'succeeded' | 'retrying' | 'failed' | 'interrupted';
  /** « examinés : 12, bloqués : 3 » */
  reportInWords: string | null;
  reason: string | null;
  attempts: number;
}
