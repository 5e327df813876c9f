import { Link } from 'react-router';
import { useMe } from '../api/session';
import { mayOpen } from '../menu';
import { partnerPath } from '../partners';
import type { ListColumn } from './list-declaration';

interface Owned {
  gestionnaire: { id: string; name: string };
}

/** A gestionnaire by its name: leads to its file where the reader may go there. The Caf, whose officers have codes too, has none. */
export function PartnerLink({ gestionnaire: { id, name } }: Owned) {
  const page = partnerPath(id);
  const { role, organism } = useMe();
  const isCaf = role.startsWith('caf-') && id === organism.id;
  return mayOpen(role, page) && !isCaf ? <Link to={page}>{name}</Link> : name;
}

/** For lists of whatever belongs to gestionnaires. */
export const PARTNER_COLUMN: ListColumn<Owned> = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => <PartnerLink gestionnaire={gestionnaire} />,
};
