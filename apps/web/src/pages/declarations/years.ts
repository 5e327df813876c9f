import type { Option } from '../../components/fields/fields';
import { today } from '../../days';

const PAST_YEARS = 5;

/** Next year, for a forecast, then this one and those before. */
export function yearOptions(): Option[] {
  const next = Number(today().slice(0, 4)) + 1;
  return Array.from({ length: PAST_YEARS + 2 }, (_, index) => String(next - index)).map((year) => ({
    value: year,
    label: year,
  }));
}
