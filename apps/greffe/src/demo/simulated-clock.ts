import { Clock, type Instant } from '#platform';

/** The time of the scenario: it stands where the simulation puts it, and nothing happens later than it began. */
export class SimulatedClock extends Clock {
  readonly #latest: Instant;

  constructor(private instant: Instant) {
    super();
    this.#latest = instant;
  }

  now(): Instant {
    return this.instant;
  }

  set(instant: Instant): void {
    this.instant = instant < this.#latest ? instant : this.#latest;
  }
}
