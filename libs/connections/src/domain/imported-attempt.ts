import type { EventTypes } from '#event-sourcing';
import type { Instant } from '#platform';
import { type Attempt, personalDataOfAttempt } from './connections.ts';

/**
 * An attempt that the log of another program tells of. It is no `LoginAttempted`: it is shown and searched beside those, and
 * rules are replayed on it, but it is no use of a code (R21), slows nobody down and makes no case.
 */
interface ImportedAttempt extends Omit<Attempt, 'sessionId' | 'retryAt'> {
  /** When it was made, as that log says; the event itself happened when it was imported. */
  readonly at: Instant;
  /** The log that it comes from, as whoever imported it calls it. */
  readonly source: string;
  /** Its line there, from 1 on: what has the same time came in this order. Absent in events of before. */
  readonly line?: number;
}

/** An attempt at the portal, or one that the log of another program tells of. */
export const attemptOrigins = ['portal', 'imported'] as const;
export type AttemptOrigin = (typeof attemptOrigins)[number];

export type ImportedAttemptEvent = { type: 'AttemptImported'; data: ImportedAttempt };

export const importedAttemptEventTypes: EventTypes<ImportedAttemptEvent> = {
  AttemptImported: {
    schema: 1,
    personal: {
      ...personalDataOfAttempt,
      subject: (data) => personalDataOfAttempt.subject(data, { occurredAt: data.at }),
    },
  },
};

/** The streams of imported attempts. */
export const IMPORTED = 'imported';

/** Each has a stream of its own, so that importing it twice writes it once, whatever stands beside it. */
export const importedStream = (id: string): string => `${IMPORTED}-${id}`;
