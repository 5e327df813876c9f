import fc from 'fast-check';
import {
  formatCount,
  formatCounts,
  formatDate,
  formatDateTime,
  formatDayOfYear,
  formatDeadline,
  formatEuros,
  formatInteger,
  formatLongDate,
  formatShortDate,
  formatTime,
  withFrenchSpaces,
} from './typography.ts';

const safeIntegers = fc.maxSafeInteger();

describe('amounts', () => {
  it.each([
    [123450, '1\u202f234,50\u00a0€'],
    [123456789012, '1\u202f234\u202f567\u202f890,12\u00a0€'],
    [100000, '1\u202f000,00\u00a0€'],
    [99999, '999,99\u00a0€'],
    [5, '0,05\u00a0€'],
    [0, '0,00\u00a0€'],
    [-0, '0,00\u00a0€'],
    [-5, '\u22120,05\u00a0€'],
    [-123450, '\u22121\u202f234,50\u00a0€'],
  ])('%i cents are %s', (cents, text) => {
    expect(formatEuros(cents)).toBe(text);
  });

  it('lose no cent, whatever the amount', () => {
    fc.assert(
      fc.property(safeIntegers, (cents) => {
        const digits = formatEuros(cents)
          .replace(/[\u202f\u00a0€,]/g, '')
          .replace('\u2212', '-');
        expect(BigInt(digits)).toBe(BigInt(cents));
      }),
    );
  });

  it('are whole cents', () => {
    expect(() => formatEuros(12.5)).toThrow(RangeError);
    expect(() => formatEuros(Number.NaN)).toThrow(RangeError);
    expect(() => formatInteger(2 ** 60)).toThrow(RangeError);
  });
});

describe('dates', () => {
  it('are long in sentences', () => {
    expect(formatDate('2026-12-01')).toBe('1er décembre 2026');
    expect(formatDate('2026-08-02')).toBe('2 août 2026');
    expect(formatDayOfYear('10-01')).toBe('1er octobre');
    expect(formatLongDate('2026-11-23')).toBe('lundi 23 novembre 2026');
    expect(formatLongDate('2026-02-01')).toBe('dimanche 1er février 2026');
  });

  it('are short in tables', () => {
    expect(formatShortDate('2026-11-23')).toBe('23/11/2026');
  });

  it('have the hour of Paris', () => {
    expect(formatDateTime('2026-11-23T13:05:00.000Z')).toBe('lundi 23 novembre 2026 à 14\u00a0h\u00a005');
    expect(formatDateTime('2026-06-30T22:00:00.000Z')).toBe('mercredi 1er juillet 2026 à 0\u00a0h\u00a000');
    expect(formatTime('2026-07-14T19:59:59.000Z')).toBe('21\u00a0h\u00a059');
  });
});

describe('counts', () => {
  it.each([
    [0, '0\u00a0jour'],
    [1, '1\u00a0jour'],
    [2, '2\u00a0jours'],
    [1200, '1\u202f200\u00a0jours'],
  ])('%i', (count, text) => {
    expect(formatCount(count, 'jour')).toBe(text);
  });

  it('take an irregular plural', () => {
    expect(formatCount(2, 'connexion refusée', 'connexions refusées')).toBe('2\u00a0connexions refusées');
  });

  it('are several in one sentence', () => {
    expect(formatCounts([15, 7, 1], 'jour')).toBe('15\u00a0jours, 7\u00a0jours et 1\u00a0jour');
    expect(formatCounts([15], 'jour')).toBe('15\u00a0jours');
  });
});

describe('deadlines', () => {
  it.each([
    ['2026-11-26', 'dans 3\u00a0jours'],
    ['2026-11-24', 'demain'],
    ['2026-11-23', 'aujourd’hui'],
    ['2026-11-22', 'en retard de 1\u00a0jour'],
    ['2026-11-21', 'en retard de 2\u00a0jours'],
  ])('%s, seen on 23 November: %s', (due, text) => {
    expect(formatDeadline(due, '2026-11-23')).toBe(text);
  });
});

it('no space of a French text that belongs to a sign ends a line', () => {
  expect(withFrenchSpaces('Un « code » : lequel ? Le sien ; non !')).toBe(
    'Un «\u00a0code\u00a0»\u00a0: lequel\u202f? Le sien\u202f; non\u202f!',
  );
});
