import { Link } from 'react-router';

/** Below a list that shows the latest first: where the first page is, and the next one; null where that leads nowhere. */
export function Pager({
  label,
  first,
  older,
}: {
  label: string;
  first: string | null;
  older: string | null;
}) {
  return (
    <nav className="pager" aria-label={label}>
      {first !== null && <Link to={first}>Revenir aux plus récentes</Link>}
      {older !== null && <Link to={older}>Plus anciennes</Link>}
    </nav>
  );
}
