import fc from 'fast-check';
import { inParis } from './calendar.ts';
import { readMoment } from './typed-moment.ts';

const instant = (given: string) => readMoment(given).instant;
const fault = (given: unknown) => readMoment(given).fault?.replaceAll('\u00a0', ' ');

describe('a moment that somebody typed', () => {
  it('is an instant, or the time in Paris, in winter and in summer', () => {
    expect(instant('2026-11-23T08:00:00.000Z')).toBe('2026-11-23T08:00:00.000Z');
    expect(instant('2026-11-23T09:00')).toBe('2026-11-23T08:00:00.000Z');
    expect(instant('2026-07-01T09:00')).toBe('2026-07-01T07:00:00.000Z');
    expect(instant('2026-07-01T09:00+02:00')).toBe('2026-07-01T07:00:00.000Z');
  });

  it('is asked back when the clocks skip it: 29 March 2026, from 2:00 to 3:00', () => {
    expect(instant('2026-03-29T01:59')).toBe('2026-03-29T00:59:00.000Z');
    for (const skipped of ['2026-03-29T02:00', '2026-03-29T02:59', '2026-03-29T02:30+01:00']) {
      expect(fault(skipped)).toBe(
        'Cette heure n’existe pas : le 29 mars 2026, les horloges passent à l’heure d’été. Donnez-en une autre.',
      );
    }
    expect(instant('2026-03-29T03:00')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is asked back when the clocks show it twice, unless its offset says which: 25 October 2026', () => {
    for (const twice of ['2026-10-25T02:00', '2026-10-25T02:59']) {
      expect(fault(twice)).toBe(
        'Cette heure existe deux fois le 25 octobre 2026 : dites si c’est l’heure d’été (+02:00) ou l’heure d’hiver (+01:00).',
      );
    }
    expect(instant('2026-10-25T02:30+02:00')).toBe('2026-10-25T00:30:00.000Z');
    expect(instant('2026-10-25T02:30+01:00')).toBe('2026-10-25T01:30:00.000Z');
    expect(instant('2026-10-25T01:59')).toBe('2026-10-24T23:59:00.000Z');
    expect(instant('2026-10-25T03:00')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('has the offset of Paris, or none', () => {
    expect(fault('2026-11-23T09:00+02:00')).toBe(
      'Le décalage +02:00 n’est pas celui de Paris à cette heure.',
    );
    expect(fault('2026-11-23T09:00Z')).toBe('Le décalage Z n’est pas celui de Paris à cette heure.');
  });

  it.each([
    '2026-02-30T10:00',
    '2026-11-23',
    '2026-11-23T24:00',
    '2026-11-23T9:00',
    '1850-01-01T10:00',
    '',
    7,
    null,
  ])('%s is none', (given) => {
    expect(fault(given)).toBe('Donnez un moment qui existe, comme 2026-03-31T10:00.');
  });

  it('is what Paris showed at any moment, with the offset that it had', () => {
    const minutes = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 17)}00.000Z`);
    fc.assert(
      fc.property(minutes, (moment) => {
        const shown = inParis(moment);
        expect(instant(shown.slice(0, 16) + shown.slice(19))).toBe(moment);
      }),
    );
  });
});
