import { DAY_MS, HOUR_MS, isPublicHoliday, parisTimeOf } from '#platform';

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

/**
 * The hour in Paris at an instant, in milliseconds since 1970. The one last asked for is remembered: attempts come by their time,
 * thousands in an hour. Paris is whole hours from UTC, so that an hour of the one is an hour of the other.
 */
export class ParisClock {
  #number = Number.NaN;
  #hour!: ParisHour;

  at(ms: number): ParisHour {
    const number = Math.floor(ms / HOUR_MS);
    if (number !== this.#number) {
      this.#hour = hourAt(ms);
      this.#number = number;
    }
    return this.#hour;
  }
}

function hourAt(ms: number): ParisHour {
  const { date, hour, weekday } = parisTimeOf(new Date(ms).toISOString());
  return {
    hour,
    weekday,
    day: Date.parse(`${date}T00:00:00Z`) / DAY_MS,
    holiday: isPublicHoliday(date, 'alsace-moselle'),
    holidayEverywhere: isPublicHoliday(date, 'metropole'),
  };
}
