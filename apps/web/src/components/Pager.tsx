import { Link } from 'react-router';

/** Below a list, of the latest first unless `words` say otherwise: where the first page is, and the next one; null where that leads nowhere. */
export function Pager({
  label,
  first,
  older,
  words: [back, on] = ['Revenir aux plus récentes', 'Plus anciennes'],
}: {
  label: string;
  first: string | null;
  older: string | null;
  words?: readonly [back: string, on: string];
}) {
  return (
    <nav className="pager" aria-label={label}>
      {first !== null && <Link to={first}>{back}</Link>}
      {older !== null && <Link to={older}>{on}</Link>}
    </nav>
  );
}
