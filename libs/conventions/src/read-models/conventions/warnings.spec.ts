import { conventionWarnings, renewalWarning } from './warnings.ts';

describe('R4: the actual figures of the last year are declared after the end', () => {
  const asks =
    'La convention s’achève le 31 décembre 2016. Un renouvellement est nécessaire pour déclarer le réel 2016.';

  it.each([
    ['2016-09-01T21:59:59.999Z', null],
    ['2016-09-01T22:00:00.000Z', asks],
    ['2016-12-31T22:59:59.999Z', asks],
  ])('asks for a renewal from 120 days before, by the calendar of Paris: %s', (now, warning) =>
    expect(renewalWarning('2016-12-31', now)).toBe(warning),
  );
});

describe('R1: a convention without its first day stays a draft, and is warned of', () => {
  const warningsOf = (state: 'draft' | 'signed', effectiveFrom: string | null) =>
    conventionWarnings({ state, effectiveFrom, until: '2016-12-31' }, '2016-03-02T11:00:00.000Z');

  it.each(['draft', 'signed'] as const)('%s', (state) => {
    expect(warningsOf(state, null)).toEqual(['La date d’effet reste à fixer : la convention est un projet.']);
    expect(warningsOf(state, '2016-04-01')).toEqual([]);
  });
});
