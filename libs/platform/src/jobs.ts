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

/** What a run did, in numbers: `{ blocked: 3, refused: 0 }`. */
export type JobReport = Readonly<Partial<Record<keyof typeof COUNTED, number>>>;

/** What jobs count, in the order in which a report is told, and the French word for it. */
export const COUNTED = {
  examined: 'examinés',
  opened: 'ouvertes',
  prepared: 'préparés',
  recorded: 'gardés',
  sealed: 'scellements',
  stamped: 'horodatages',
  events: 'événements',
  faults: 'écarts',
  lapsed: 'closes sans suite',
  blocked: 'bloqués',
  purged: 'effacées',
  removed: 'effacés',
  announced: 'effacements annoncés',
  calledOff: 'effacements retirés',
  erased: 'personnes effacées',
  extended: 'effacements complétés',
  conventions: 'conventions effacées',
  expired: 'mois effacés',
  reminded: 'rappels',
  overdue: 'sans réponse',
  sent: 'envoyés',
  dropped: 'abandonnés',
  failed: 'en échec',
  refused: 'refusés',
} as const;
