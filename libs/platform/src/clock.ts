import type { Instant } from './calendar/instant.ts';

/** Where the time comes from. Nothing else in the system may ask the machine. */
export abstract class Clock {
  abstract now(): Instant;
}

export class SystemClock extends Clock {
  now(): Instant {
    return new Date().toISOString();
  }
}
