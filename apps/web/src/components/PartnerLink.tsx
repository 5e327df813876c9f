import { Link } from 'react-router';
import { useMe } from '../api/session';
import { mayOpen } from '../menu';
import { partnerPath } from '../partners';

/** A gestionnaire by its name: leads to its file where the reader may go there. */
export function PartnerLink({ gestionnaire: { id, name } }: { gestionnaire: { id: string; name: string } }) {
  const page = partnerPath(id);
  return mayOpen(useMe().role, page) ? <Link to={page}>{name}</Link> : name;
}
