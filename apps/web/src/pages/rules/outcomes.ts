import type { Rule } from '../../api/contract';

type Cases = Rule['cases'];

export const casesOf = ({ open, dismissed, explained, confirmed, insufficient }: Cases): number =>
  open + dismissed + explained + confirmed + insufficient;

/** Percent of those decided that were dismissed; null while none is. */
export function noiseOf(cases: Cases): number | null {
  const decided = casesOf(cases) - cases.open;
  return decided === 0 ? null : Math.round((100 * cases.dismissed) / decided);
}
