import type { Instant } from '../api/contract';
import { formatInstant } from '../format';

/** What happened, oldest first. */
export function Timeline({ events }: { events: { at: Instant; what: string; who: string }[] }) {
  return (
    <ol className="timeline">
      {events.map(({ at, what, who }) => (
        <li key={`${at} ${what}`}>
          <time dateTime={at}>{formatInstant(at)}</time>
          <span>
            {what} <span className="quiet">({who})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
