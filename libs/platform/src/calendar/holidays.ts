import { addDays } from './calendar.ts';
import type { CalendarDate } from './instant.ts';

/**
 * Whose public holidays: those of the labour code for the whole of mainland France (art. L. 3133-1), or with the
 * two more of Moselle, Bas-Rhin and Haut-Rhin (art. L. 3134-13).
 */
export type HolidayCalendar = 'metropole' | 'alsace-moselle';

/** Month and day: 1 January, 1 and 8 May, 14 July, 15 August, 1 and 11 November, 25 December. */
const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const MOVABLE = [1, 39, 50];

const ALSACE_MOSELLE = { fixed: ['12-26'], movable: [-2] };

/** Years are computed once: sign-ins ask about the present one all the time. */
const known = new Map<string, ReadonlySet<CalendarDate>>();

/** Whether nobody is expected to work on `date`. A Sunday is not a public holiday by itself. */
export function isPublicHoliday(date: CalendarDate, calendar: HolidayCalendar): boolean {
  const year = date.slice(0, 4);
  const key = `${calendar} ${year}`;
  const holidays = known.get(key) ?? holidaysOf(year, calendar);
  known.set(key, holidays);
  return holidays.has(date);
}

function holidaysOf(year: string, calendar: HolidayCalendar): ReadonlySet<CalendarDate> {
  const more = calendar === 'alsace-moselle' ? ALSACE_MOSELLE : { fixed: [], movable: [] };
  const easter = easterSunday(Number(year));
  return new Set([
    ...[...FIXED, ...more.fixed].map((monthAndDay) => `${year}-${monthAndDay}`),
    ...[...MOVABLE, ...more.movable].map((days) => addDays(easter, days)),
  ]);
}

/**
 * The Gregorian computus (Meeus, Jones, Butcher). Written out because the library that knows it, date-holidays,
 * carries the whole world: 30 MB and over 100 ms at start. The tests compare the two.
 */
function easterSunday(year: number): CalendarDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * lateMoon + 22;
  return addDays(`${String(year).padStart(4, '0')}-03-01`, march - 1);
}

/** The holidays a Caf counts with: its number begins with its département, and three of them have two days more. */
export const holidayCalendarOf = (cafId: string): HolidayCalendar =>
  /^(57|67|68)/.test(cafId) ? 'alsace-moselle' : 'metropole';
