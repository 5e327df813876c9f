import { Badge } from '../../components/Badge';
import { plural } from '../../format';

/** How a declaration stands to its 15 days. */
export function Lateness({ days }: { days: number }) {
  return days === 0 ? (
    <Badge label="Dans le délai" tone="good" />
  ) : (
    <Badge label={`${plural(days, 'jour')} de retard`} tone="warning" />
  );
}
