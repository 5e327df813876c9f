import { Clock, type Instant } from '#platform';

/** The time of the story: it stands where the narrator puts it. */
export class StoryClock extends Clock {
  constructor(private instant: Instant) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  set(instant: Instant): void {
    this.instant = instant;
  }
}
