import type { Instant } from '../../libs/platform/src/calendar/instant.ts';
import { Clock } from '../../libs/platform/src/clock.ts';

/** Time stands still at `instant`. */
export class FixedClock extends Clock {
  constructor(private readonly instant: Instant) {
    super();
  }

  now(): Instant {
    return this.instant;
  }
}

/** Time goes on when the test says so. */
export class TestClock extends Clock {
  #now: number;

  constructor(start: Instant) {
    super();
    this.#now = Date.parse(start);
  }

  now(): Instant {
    return new Date(this.#now).toISOString();
  }

  set(instant: Instant): void {
    this.#now = Date.parse(instant);
  }

  advance({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }: Duration): void {
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
  }
}

/** Elapsed time: a day is 24 hours here, whatever the calendar of Europe/Paris says. */
interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly ms?: number;
}

/** Time goes on as it does, from another instant. */
export class ClockFrom extends Clock {
  private readonly ahead: number;

  constructor(start: Instant) {
    super();
    this.ahead = Date.parse(start) - Date.now();
  }

  now(): Instant {
    return new Date(Date.now() + this.ahead).toISOString();
  }
}
