import { policy } from '#platform';
import type { ActivityData } from './content.ts';

/** Invoiced hours over realised hours. */
export interface InvoicingRate {
  /** Rounded once, half up. Only for people: the band is that of the exact rate. */
  readonly hundredthsOfPercent: number;
  readonly band: 1 | 2 | 3;
}

/** Null while nothing was realised. */
export function invoicingRate(
  { hoursInvoiced, hoursRealised }: Pick<ActivityData, 'hoursInvoiced' | 'hoursRealised'>,
  year: number,
): InvoicingRate | null {
  if (hoursRealised === 0) return null;
  const invoiced = BigInt(hoursInvoiced);
  const realised = BigInt(hoursRealised);
  return {
    hundredthsOfPercent: Number(divideHalfUp(invoiced * 10_000n, realised)),
    band: bandOf(invoiced, realised, year),
  };
}

/** The bands that hold for a year: they have changed in 2025. */
export function bandsOf(year: number) {
  const bands = policy.invoicingRateBands.find(({ lastYear }) => lastYear === null || year <= lastYear);
  if (!bands) throw new Error(`The policy has no invoicing rate bands for ${year}`);
  return bands;
}

function bandOf(invoiced: bigint, realised: bigint, year: number): InvoicingRate['band'] {
  const { firstUpTo, secondUpTo, secondIncludesEnd } = bandsOf(year);
  const hundredfold = invoiced * 100n;
  if (hundredfold <= BigInt(firstUpTo) * realised) return 1;
  const end = BigInt(secondUpTo) * realised;
  return hundredfold < end || (secondIncludesEnd && hundredfold === end) ? 2 : 3;
}

/** Of two numbers that are not negative. */
export const divideHalfUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator);
