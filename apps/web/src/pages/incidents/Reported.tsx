import type { Incident } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { formatInstant } from '../../format';
import { REPORTING_DELAYS } from '../../labels';

/** When an incident was reported, and whether that was at once. */
export function Reported({ incident: { reportedAt, delay } }: { incident: Incident }) {
  return (
    <span className="due">
      {formatInstant(reportedAt)} <Badge {...REPORTING_DELAYS[delay]} />
    </span>
  );
}
