import { Link } from 'react-router';
import type { Holder } from '../../api/contract';
import { useMe } from '../../api/session';
import { Facts } from '../../components/Facts';
import { ROLES } from '../../labels';
import { mayOpen } from '../../menu';
import { partnerPath } from '../../partners';

/** Who somebody is, and for whom they act. */
export function Identity({ holder: { person, organism, account } }: { holder: Holder }) {
  const { role } = useMe();
  const isOfPartner = person !== null || account?.role === 'gestionnaire';
  const partner = partnerPath(organism.id);
  return (
    <Facts
      facts={{
        Fonction: person?.function ?? (account && ROLES[account.role]),
        Messagerie: person?.email,
        [isOfPartner ? 'Gestionnaire' : 'Organisme']:
          isOfPartner && mayOpen(role, partner) ? <Link to={partner}>{organism.name}</Link> : organism.name,
        Code: account && <code>{account.userCode}</code>,
      }}
    />
  );
}
