/** Work that is due from time to time. It finds by itself what is due, so that running it twice changes nothing. */
export interface Job {
  readonly name: string;
  /** One French sentence for whoever looks after them. */
  readonly purpose: string;
  /** Cron expression, Europe/Paris. */
  readonly schedule: string;
  /** Into how many shares the work is cut now, for several workers to take; one when there is no such method. */
  shares?(): Promise<number>;
  /** @throws when the work, or a part of it, could not be done: it is tried again then */
  run(share: Share): Promise<JobReport>;
}

/** One part of the work, counted from 0. All parts together are the whole. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

export const WHOLE: Share = { index: 0, of: 1 };

/** What a run did, as numbers by name: `{ blocked: 3, refused: 0 }`. */
export type JobReport = Readonly<Record<string, number>>;
