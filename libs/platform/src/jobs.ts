/** Work that is due from time to time. It finds by itself what is due, so that running it twice changes nothing. */
export interface Job {
  readonly name: string;
  /** One French sentence for the officers' job board. */
  readonly purpose: string;
  /** Cron expression, Europe/Paris. */
  readonly schedule: string;
  run(): Promise<JobReport>;
}

/** What a run did, as numbers by name: `{ blocked: 3, refused: 0 }`. */
export type JobReport = Readonly<Record<string, number>>;
