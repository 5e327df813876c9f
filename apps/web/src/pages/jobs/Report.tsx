import type { JobRun } from '../../api/contract';
import { formatNumber } from '../../format';
import { REPORT_COUNTS } from '../../labels';

/** « examinés : 12, bloqués : 3 » */
export const reportInWords = (report: JobRun['report']): string =>
  Object.entries(report ?? {})
    .map(([name, count]) => `${REPORT_COUNTS[name] ?? name}\u00a0: ${formatNumber(count)}`)
    .join(', ');

/** What a run did, in numbers. */
export function Report({ report }: { report: JobRun['report'] }) {
  return report ? <span className="quiet">{reportInWords(report)}</span> : null;
}
