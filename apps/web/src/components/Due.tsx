import type { CalendarDate } from '../api/contract';
import { daysUntil } from '../days';
import { formatCountdown, formatDay } from '../format';
import { Badge, type Tone } from './Badge';

const SOON_DAYS = 5;

/** A day by which something must be done, and how long is left. */
export function Due({ day }: { day: CalendarDate }) {
  return (
    <span className="due">
      <time dateTime={day}>{formatDay(day)}</time> <Badge label={formatCountdown(day)} tone={toneOf(day)} />
    </span>
  );
}

function toneOf(day: CalendarDate): Tone {
  const days = daysUntil(day);
  if (days < 0) return 'danger';
  return days <= SOON_DAYS ? 'warning' : 'neutral';
}
