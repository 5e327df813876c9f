import type { Instant, Job } from '#platform';
import type { EventStore } from './event-store.ts';
import type { EventTypes } from './event-types.ts';
import { recordDecision } from './record-decision.ts';

/** What the job does is done by Greffe; that it does so now was somebody's decision. */
export interface JobRunAsked {
  readonly type: 'JobRunAsked';
  readonly data: {
    readonly job: string;
    /** What it is for, as it was told to whoever asked: a French sentence. */
    readonly purpose: string;
  };
}

export const jobEventTypes: EventTypes<JobRunAsked> = { JobRunAsked: { schema: 1 } };

/** Puts on record (stream `job-<name>`) who has a job run now, before it does. */
export function recordAskedRun(store: EventStore, { name, purpose }: Job, now: Instant): Promise<void> {
  const asked: JobRunAsked = { type: 'JobRunAsked', data: { job: name, purpose } };
  return recordDecision(store, `job-${name}`, asked, now);
}
