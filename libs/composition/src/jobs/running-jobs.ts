/** Jobs that run at their times, once started. */
export interface RunningJobs {
  /** Resolves when the next run will take place; rejects, in one line, while the queue does not answer. */
  ready(): Promise<void>;
  /** Takes nothing new, and resolves when the runs under way have ended. */
  stop(): Promise<void>;
}
