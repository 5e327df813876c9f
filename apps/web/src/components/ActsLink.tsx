import { Link } from 'react-router';
import { useMe } from '../api/session';
import { mayOpen } from '../menu';

/** From a thing to what was done on it, by its id or code. */
export function ActsLink({ about }: { about: string }) {
  const to = `/actes?${new URLSearchParams({ about })}`;
  if (!mayOpen(useMe().role, to)) return null;
  return (
    <p>
      <Link to={to}>Tous les actes à ce sujet</Link>
    </p>
  );
}
