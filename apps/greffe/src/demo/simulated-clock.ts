import { Clock, type Instant } from '#platform';

/** The time of the scenario: it stands where the simulation puts it. */
export class SimulatedClock extends Clock {
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
