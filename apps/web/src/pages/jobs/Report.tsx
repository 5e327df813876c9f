import type { JobRun } from '../../api/contract';
import { formatNumber } from '../../format';
import { REPORT_COUNTS } from '../../labels';

/** « examinés : 12, bloqués : 3 » */
export const reportInWords = (report: JobRun['report']): string =>
  Object.entries(report ?? {})
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([name, count]) => `${REPORT_COUNTS[name] ?? name}\u00a0:\u00a0${formatNumber(count)}`)
    .join(', ');

const RANKS = Object.keys(REPORT_COUNTS);

/** The database keeps the numbers in an order of its own. */
const rankOf = (name: string) => (RANKS.includes(name) ? RANKS.indexOf(name) : RANKS.length);

/** What a run did, in numbers. */
export function Report({ report }: { report: JobRun['report'] }) {
  return report ? <span className="quiet">{reportInWords(report)}</span> : null;
}
