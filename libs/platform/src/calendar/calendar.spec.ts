import fc from 'fast-check';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfDay,
  inParis,
  isCalendarDate,
  isInstant,
  monthOf,
  parisDateOf,
  parisTimeOf,
  startOfDay,
  weekdayOf,
} from './calendar.ts';

const HOUR = 3_600_000;
const lengthInHours = (date: string) => (Date.parse(endOfDay(date)) - Date.parse(startOfDay(date))) / HOUR;

const dates = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instants = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('a month in Paris', () => {
  it.each([
    ['2026-10-31T22:59:59.999Z', '2026-10'],
    ['2026-10-31T23:00:00.000Z', '2026-11'],
    ['2026-03-31T21:59:59.999Z', '2026-03'],
    ['2026-03-31T22:00:00.000Z', '2026-04'],
    ['2026-12-31T23:00:00.000Z', '2027-01'],
  ])('%s is in %s', (instant, month) => expect(monthOf(instant)).toBe(month));

  it('is that of the day, whatever was asked before', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        for (const instant of [one, other, one]) {
          expect(monthOf(instant)).toBe(parisDateOf(instant).slice(0, 7));
        }
      }),
    );
  });
});

describe('a day in Paris', () => {
  it('R3: ends at 24:00 Europe/Paris', () => {
    expect(endOfDay('2016-12-31')).toBe('2016-12-31T23:00:00.000Z');
  });

  it('begins at 0:00, in winter and in summer time', () => {
    expect(startOfDay('2026-01-15')).toBe('2026-01-14T23:00:00.000Z');
    expect(startOfDay('2026-07-15')).toBe('2026-07-14T22:00:00.000Z');
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-03-28', 24],
    ['2026-10-26', 24],
  ])('%s has %i hours', (date, hours) => {
    expect(lengthInHours(date)).toBe(hours);
  });

  it('changes at midnight in Paris, not in Greenwich', () => {
    expect(parisDateOf('2026-11-23T22:59:59.999Z')).toBe('2026-11-23');
    expect(parisDateOf('2026-11-23T23:00:00.000Z')).toBe('2026-11-24');
    expect(parisDateOf('2026-06-30T22:00:00.000Z')).toBe('2026-07-01');
  });

  it('knows the hour and the weekday on both sides of a change of clocks', () => {
    expect(parisTimeOf('2026-10-25T00:30:00.000Z')).toEqual({
      date: '2026-10-25',
      weekday: 7,
      hour: 2,
      minute: 30,
    });
    expect(parisTimeOf('2026-10-25T01:30:00.000Z')).toEqual({
      date: '2026-10-25',
      weekday: 7,
      hour: 2,
      minute: 30,
    });
    expect(inParis('2026-10-25T00:30:05.999Z')).toBe('2026-10-25T02:30:05+02:00');
    expect(inParis('2026-10-25T01:30:05.000Z')).toBe('2026-10-25T02:30:05+01:00');
    expect(parisTimeOf('2026-03-29T00:59:00.000Z')).toMatchObject({ hour: 1, minute: 59 });
    expect(parisTimeOf('2026-03-29T01:00:00.000Z')).toMatchObject({ hour: 3, minute: 0 });
    expect(weekdayOf('2026-11-23')).toBe(1);
  });

  it('holds exactly the instants from its start to before its end', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const date = parisDateOf(instant);
        expect(startOfDay(date) <= instant && instant < endOfDay(date)).toBe(true);
      }),
    );
  });

  it('begins when the day before ends, 23 to 25 hours later', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(startOfDay(date)).toBe(endOfDay(addDays(date, -1)));
        expect([23, 24, 25]).toContain(lengthInHours(date));
        expect(parisDateOf(startOfDay(date))).toBe(date);
      }),
    );
  });
});

describe('counting days', () => {
  it('passes leap days', () => {
    expect(addDays('2016-02-28', 1)).toBe('2016-02-29');
    expect(addDays('2015-02-28', 1)).toBe('2015-03-01');
    expect(addDays('2016-03-01', -1)).toBe('2016-02-29');
    expect(daysBetween('2016-02-20', '2016-04-05')).toBe(45);
  });

  it('passes months: on the last day of one that has no such day', () => {
    expect(addMonths('2026-03-10', 12)).toBe('2027-03-10');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2027-02-28', 12)).toBe('2028-02-28');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  });

  it('does not care about changes of clocks', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  });

  it('adds what it counts, in both directions, and keeps the order of strings', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const other = addDays(date, days);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(Math.sign(other < date ? -1 : other > date ? 1 : 0)).toBe(Math.sign(days));
      }),
    );
  });
});

describe('isCalendarDate', () => {
  it.each(['2016-02-29', '2026-12-31', '1900-01-01', '2999-12-31'])('%s is one', (value) => {
    expect(isCalendarDate(value)).toBe(true);
  });

  it.each([
    '0000-01-01',
    '1899-12-31',
    '3000-01-01',
    '2015-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '23/11/2026',
    '',
    '2026-11-23T00:00:00.000Z',
    20261123,
    null,
    undefined,
  ])('%s is not', (value) => {
    expect(isCalendarDate(value)).toBe(false);
  });

  it('accepts whatever the calendar itself makes', () => {
    fc.assert(fc.property(instants, (instant) => expect(isCalendarDate(parisDateOf(instant))).toBe(true)));
  });
});

describe('isInstant', () => {
  it.each([
    '2026-11-23',
    '2026-11-23T10:00Z',
    '2026-11-23T10:00:00.000',
    '2026-11-23T10:00:00.000+01:00',
    '2026-02-30T10:00:00.000Z',
    '2026-11-23T24:00:00.000Z',
    '0000-01-01T10:00:00.000Z',
    '+002026-11-23T10:00:00.000Z',
    1_795_000_000_000,
    null,
    undefined,
  ])('%s is none', (value) => {
    expect(isInstant(value)).toBe(false);
  });

  it('accepts whatever a clock says', () => {
    fc.assert(fc.property(instants, (instant) => expect(isInstant(instant)).toBe(true)));
  });
});

describe('days on the calendar', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', ''])('« %s » is none', (date) => {
    expect(() => addDays(date, 1)).toThrow(RangeError);
    expect(() => daysBetween('2026-01-01', date)).toThrow(RangeError);
  });

  it('go on over the ends of months and years, and over changes of clocks', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });
});
