import Holidays from 'date-holidays';
import { addDays } from './calendar.ts';
import { type HolidayCalendar, isPublicHoliday } from './holidays.ts';

const holidaysOf = (year: number, calendar: HolidayCalendar): string[] => {
  const days = Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day));
  return days.filter((date) => date.startsWith(String(year)) && isPublicHoliday(date, calendar));
};

describe('public holidays', () => {
  it('are those of the labour code in 2016', () => {
    expect(holidaysOf(2016, 'metropole')).toEqual([
      '2016-01-01',
      '2016-03-28',
      '2016-05-01',
      '2016-05-05',
      '2016-05-08',
      '2016-05-16',
      '2016-07-14',
      '2016-08-15',
      '2016-11-01',
      '2016-11-11',
      '2016-12-25',
    ]);
  });

  it('are two more in Alsace-Moselle: Good Friday and 26 December', () => {
    const more = holidaysOf(2026, 'alsace-moselle').filter((date) => !isPublicHoliday(date, 'metropole'));
    expect(more).toEqual(['2026-04-03', '2026-12-26']);
  });

  it('may fall together: Ascension on 1 May 2008', () => {
    expect(holidaysOf(2008, 'metropole')).toHaveLength(10);
  });

  it.each([
    ['metropole', undefined],
    ['alsace-moselle', '57'],
    ['alsace-moselle', '67'],
    ['alsace-moselle', '68'],
  ] as const)('agree with date-holidays for %s (département %s), 2000 to 2100', (calendar, departement) => {
    const library = departement ? new Holidays('FR', departement) : new Holidays('FR');
    for (let year = 2000; year <= 2100; year++) {
      const expected = library.getHolidays(year).filter(({ type }) => type === 'public');
      expect(holidaysOf(year, calendar)).toEqual(
        [...new Set(expected.map(({ date }) => date.slice(0, 10)))].sort(),
      );
    }
  });
});
