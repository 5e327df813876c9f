import fc from 'fast-check';
import { check, type Entered, errorsOf, type References } from './checks.ts';
import { ACTIVITY, FINANCES } from './declaration.fixture.ts';
import { divideHalfUp, invoicingRate } from './invoicing-rate.ts';

const ENTERED: Entered = { year: 2025, kind: 'actual', activity: ACTIVITY, finances: FINANCES };
const activity = (change: Partial<typeof ACTIVITY>): Entered => ({
  ...ENTERED,
  activity: { ...ACTIVITY, ...change },
});
const errors = (entered: Entered) => errorsOf(entered).map(({ part }) => part);
const warnings = (entered: Entered, references?: References) =>
  check(entered, references)
    .filter(({ severity }) => severity === 'warning')
    .map(({ message }) => message);

describe('declarations: errors stand in the way', () => {
  it('has none to find in a plausible declaration, or in nothing', () => {
    expect(check(ENTERED)).toEqual([]);
    expect(check({ ...ENTERED, activity: null, finances: null })).toEqual([]);
  });

  it('realised = 0 while invoiced > 0', () => {
    expect(errors(activity({ hoursRealised: 0 }))).toEqual(['activity']);
    expect(errors(activity({ hoursRealised: 0, hoursInvoiced: 0 }))).toEqual([]);
  });

  it('more than 366 opening days', () => {
    expect(errors(activity({ openingDays: 367 }))).toEqual(['activity']);
    expect(errors(activity({ openingDays: 366 }))).toEqual([]);
  });

  it('more than three days of training', () => {
    expect(errors(activity({ trainingDays: 4 }))).toEqual(['activity']);
    expect(errors(activity({ trainingDays: 3 }))).toEqual([]);
  });

  it('hours covered without an invoice, before 2023', () => {
    const covered = activity({ hoursCovered: 1 });
    expect(errors({ ...covered, year: 2022 })).toEqual(['activity']);
    expect(errors({ ...covered, year: 2023 })).toEqual([]);
    expect(errors({ ...activity({ hoursCovered: 0 }), year: 2022 })).toEqual([]);
  });

  it('86 ≠ 87, of which one may be missing', () => {
    const finances = { charges: { '60': 1 }, income: { '70': 1, '87': 1 } };
    expect(errors({ ...ENTERED, finances })).toEqual(['finances']);
  });

  it('an unbalanced forecast; an actual declaration shows a surplus or a deficit', () => {
    expect(errors({ ...ENTERED, kind: 'forecast' })).toEqual([]);
    const finances = { charges: { '60': 100 }, income: { '70': 101 } };
    expect(errorsOf({ ...ENTERED, kind: 'forecast', finances })).toEqual([
      {
        part: 'finances',
        severity: 'error',
        message:
          'Le prévisionnel n’est pas équilibré\u00a0: 1,00\u00a0€ de charges, 1,01\u00a0€ de produits.',
      },
    ]);
    expect(errors({ ...ENTERED, finances })).toEqual([]);
  });
});

describe('declarations: warnings want a comment', () => {
  it('invoiced < realised', () => {
    expect(warnings(activity({ hoursInvoiced: 49_999 }))).toEqual([
      'Les heures facturées (49\u202f999\u00a0h) sont moins nombreuses que les heures réalisées (50\u202f000\u00a0h).',
    ]);
  });

  it('invoiced > capacity, as it is declared, or as places, days and hours a day make it', () => {
    const exceeded = [
      'Les heures facturées (52\u202f000\u00a0h) dépassent la capacité théorique (51\u202f999\u00a0h).',
    ];
    expect(warnings(activity({ capacityHours: 51_999 }))).toEqual(exceeded);
    expect(warnings(activity({ capacityHours: 52_000 }))).toEqual([]);
    // 30 places, 220 days, 7.88 hours a day.
    expect(warnings(activity({ dailyMinutes: 473 }))).toEqual([]);
    expect(warnings(activity({ dailyMinutes: 472 }))).toEqual([
      'Les heures facturées (52\u202f000\u00a0h) dépassent la capacité théorique (51\u202f920\u00a0h).',
    ]);
    expect(warnings(activity({ dailyMinutes: 600, capacityHours: 51_999 }))).toEqual(exceeded);
  });

  it('more than 20 % off the year before, not 20 % itself', () => {
    const references = (hoursInvoiced: number): References => ({
      yearBefore: { activity: { ...ACTIVITY, hoursInvoiced }, finances: FINANCES },
      versionBefore: null,
    });
    expect(warnings(ENTERED, references(65_000))).toEqual([]);
    expect(warnings(ENTERED, references(65_001))).toEqual([
      'Heures facturées\u00a0: 20,00\u00a0% de moins que l’année précédente.',
    ]);
  });

  it('an updated declaration that counts less than the one before', () => {
    const references: References = {
      yearBefore: null,
      versionBefore: { activity: { ...ACTIVITY, hoursRealised: 50_001 } },
    };
    expect(warnings({ ...ENTERED, kind: 'updated' }, references)).toEqual([
      'Les heures réalisées sont moins nombreuses que dans la version précédente (50\u202f001\u00a0h).',
    ]);
    expect(warnings(ENTERED, references)).toEqual([]);
  });
});

describe('declarations: an invoicing rate beyond the first band is shown, and stops nothing', () => {
  const shown = (hoursInvoiced: number) =>
    check(activity({ hoursInvoiced })).map(({ severity, message }) => [severity, message]);
  it('says the rate, and which band it is in', () => {
    expect(shown(53_500)).toEqual([]);
    expect(shown(53_501)).toEqual([
      [
        'information',
        'Le taux de facturation est de 107,00\u00a0%, dans la tranche «\u00a0plus de 107\u00a0%\u00a0».',
      ],
    ]);
    expect(shown(60_000)).toEqual([
      [
        'information',
        'Le taux de facturation est de 120,00\u00a0%, dans la tranche «\u00a0120\u00a0% ou plus\u00a0».',
      ],
    ]);
  });
});

describe('the invoicing rate is exact, with one rounding, half up', () => {
  const band = (hoursInvoiced: number, hoursRealised: number, year: number) =>
    invoicingRate({ hoursInvoiced, hoursRealised }, year)?.band;

  it.each([
    [2024, 10_700, 1],
    [2024, 10_701, 2],
    [2024, 11_700, 2],
    [2024, 11_701, 3],
    [2025, 10_700, 1],
    [2025, 11_999, 2],
    [2025, 12_000, 3],
  ])('in %i, %i hundredths of a percent are in band %i', (year, invoiced, expected) =>
    expect(band(invoiced, 10_000, year)).toBe(expected),
  );

  it('goes by the exact rate, not by the rounded one', () => {
    const rate = invoicingRate({ hoursInvoiced: 1_070_001, hoursRealised: 1_000_000 }, 2025);
    expect(rate).toEqual({ hundredthsOfPercent: 10_700, band: 2 });
  });

  it('has no rate while nothing is realised', () =>
    expect(invoicingRate({ hoursInvoiced: 1, hoursRealised: 0 }, 2025)).toBeNull());

  it('rounds a half up, and is never further than a half away', () => {
    expect(divideHalfUp(1n, 2n)).toBe(1n);
    expect(divideHalfUp(49n, 100n)).toBe(0n);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (n, d) => {
          const difference = 2n * (divideHalfUp(n, d) * d - n);
          expect(-d < difference && difference <= d).toBe(true);
        },
      ),
    );
  });
});
