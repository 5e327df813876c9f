import { Link } from 'react-router';
import { useMe } from '../api/session';
import { mayOpen } from '../menu';
import { partnerPath } from '../partners';
import type { ListColumn } from './List';

interface Owned {
  gestionnaire: { id: string; name: string };
}

/** A gestionnaire by its name: leads to its file where the reader may go there. */
export function PartnerLink({ gestionnaire: { id, name } }: Owned) {
  const page = partnerPath(id);
  return mayOpen(useMe().role, page) ? <Link to={page}>{name}</Link> : name;
}

/** For lists of whatever belongs to gestionnaires. */
export const PARTNER_COLUMN: ListColumn<Owned> = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => <PartnerLink gestionnaire={gestionnaire} />,
};
