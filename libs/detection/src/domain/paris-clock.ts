import { isPublicHoliday, parisTimeOf } from '#platform';

export interface ParisHour {
  /** Days since 1970-01-01, of the date in Paris. */
  readonly day: number;
  readonly hour: number;
  readonly weekday: number;
  /** Somewhere in the country: Moselle and Alsace have two more. */
  readonly holiday: boolean;
  /** In the whole country. */
  readonly holidayEverywhere: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ten years: attempts come by their time, so that the oldest is the one asked for no more. */
const MOST_KEPT = 87_660;

/**
 * The hour in Paris at an instant, in milliseconds since 1970. Each is computed once: Paris is whole hours from UTC, so that an
 * hour of the one is an hour of the other.
 */
export class ParisClock {
  readonly #known = new Map<number, ParisHour>();

  at(ms: number): ParisHour {
    const key = Math.floor(ms / HOUR_MS);
    const known = this.#known.get(key);
    if (known) return known;
    const { date, hour, weekday } = parisTimeOf(new Date(ms).toISOString());
    const found = {
      ...{ hour, weekday },
      day: Date.parse(`${date}T00:00:00Z`) / DAY_MS,
      holiday: isPublicHoliday(date, 'alsace-moselle'),
      holidayEverywhere: isPublicHoliday(date, 'metropole'),
    };
    if (this.#known.size >= MOST_KEPT) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, found);
    return found;
  }
}
