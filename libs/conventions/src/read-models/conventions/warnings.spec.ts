import { renewalWarning } from './warnings.ts';

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
