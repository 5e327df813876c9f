import fc from 'fast-check';
import { addDays, daysBetween, parisDateOf, weekdayOf } from './calendar.ts';
import { deadlineInstant, dueDate, isWorkingDay, nextWorkingDay } from './deadlines.ts';
import type { HolidayCalendar } from './holidays.ts';

const dates = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const calendars = fc.constantFrom<HolidayCalendar>('metropole', 'alsace-moselle');

describe('R19, R20: the 15 days of a duty', () => {
  it.each([
    ['2016-04-18', '2016-05-03', 'a Tuesday'],
    ['2016-04-20', '2016-05-06', 'Ascension on 5 May'],
    ['2016-07-01', '2016-07-18', 'Saturday 16 July'],
  ])('from %s last to %s (%s)', (from, due) => {
    expect(dueDate(from, 15, 'metropole')).toBe(due);
  });

  it('move past several days off in a row', () => {
    expect(dueDate('2026-12-10', 15, 'metropole')).toBe('2026-12-28');
    expect(dueDate('2026-03-22', 15, 'metropole')).toBe('2026-04-07');
  });

  it('follow the two holidays more of Alsace-Moselle', () => {
    expect(dueDate('2026-03-19', 15, 'metropole')).toBe('2026-04-03');
    expect(dueDate('2026-03-19', 15, 'alsace-moselle')).toBe('2026-04-07');
    expect(dueDate('2024-12-11', 15, 'metropole')).toBe('2024-12-26');
    expect(dueDate('2024-12-11', 15, 'alsace-moselle')).toBe('2024-12-27');
  });

  it('end on the first working day that leaves at least 15 whole days', () => {
    fc.assert(
      fc.property(dates, calendars, (from, calendar) => {
        const due = dueDate(from, 15, calendar);
        expect(isWorkingDay(due, calendar)).toBe(true);
        for (let day = addDays(from, 15); day < due; day = addDays(day, 1)) {
          expect(isWorkingDay(day, calendar)).toBe(false);
        }
        expect(daysBetween(from, due)).toBeGreaterThanOrEqual(15);
        expect(daysBetween(from, due)).toBeLessThanOrEqual(15 + 4);
      }),
    );
  });
});

describe('R21: the 45 days without use', () => {
  it('from 2016-02-20 are over at 24:00 on 5 April, in summer time', () => {
    expect(deadlineInstant('2016-02-20', 45)).toBe('2016-04-05T22:00:00.000Z');
  });

  it.each([
    ['2026-09-10', '2026-10-25T23:00:00.000Z', 'the autumn change of clocks, on the very day'],
    ['2026-02-12', '2026-03-29T22:00:00.000Z', 'the spring change of clocks, on the very day'],
    ['2024-01-15', '2024-02-29T23:00:00.000Z', 'a leap day'],
  ])('from %s are over at %s (%s)', (from, over) => {
    expect(deadlineInstant(from, 45)).toBe(over);
  });

  it('are not postponed: a Sunday stays a Sunday', () => {
    expect(weekdayOf('2026-10-25')).toBe(7);
    expect(parisDateOf(deadlineInstant('2026-09-10', 45))).toBe('2026-10-26');
  });

  it('are 45 whole calendar days after the starting day, whatever the season', () => {
    fc.assert(
      fc.property(dates, (from) => {
        expect(daysBetween(from, parisDateOf(deadlineInstant(from, 45)))).toBe(46);
      }),
    );
  });
});

describe('working days', () => {
  it('leave out weekends and public holidays', () => {
    expect(isWorkingDay('2026-11-23', 'metropole')).toBe(true);
    expect(isWorkingDay('2026-11-21', 'metropole')).toBe(false);
    expect(isWorkingDay('2026-11-22', 'metropole')).toBe(false);
    expect(isWorkingDay('2026-11-11', 'metropole')).toBe(false);
  });

  it('follow one another', () => {
    expect(nextWorkingDay('2026-11-20', 'metropole')).toBe('2026-11-23');
    expect(nextWorkingDay('2026-11-23', 'metropole')).toBe('2026-11-24');
    fc.assert(
      fc.property(dates, calendars, (date, calendar) => {
        const next = nextWorkingDay(date, calendar);
        expect(next > date && isWorkingDay(next, calendar)).toBe(true);
      }),
    );
  });
});
