import { Link } from 'react-router';
import { useMe } from '../api/session';
import { mayOpen } from '../menu';
import { personPath } from '../persons';

/** A code, and whose it is: leads to the person where the reader may go there. */
export function CodeLink({ userCode, name }: { userCode: string; name: string | null }) {
  const page = personPath(userCode);
  const words = [userCode, name].filter(Boolean).join(', ');
  return mayOpen(useMe().role, page) ? <Link to={page}>{words}</Link> : words;
}
