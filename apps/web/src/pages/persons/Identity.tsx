import type { Holder } from '../../api/contract';
import { Facts } from '../../components/Facts';
import { PartnerLink } from '../../components/PartnerLink';
import { ROLES } from '../../labels';

/** Who somebody is, and for whom they act. */
export function Identity({ holder: { person, organism, account } }: { holder: Holder }) {
  const isOfPartner = person !== null || account?.role === 'gestionnaire';
  return (
    <Facts
      facts={{
        Fonction: person?.function ?? (account && ROLES[account.role]),
        Messagerie: person?.email,
        [isOfPartner ? 'Gestionnaire' : 'Organisme']: isOfPartner ? (
          <PartnerLink gestionnaire={organism} />
        ) : (
          organism.name
        ),
        Code: account && <code>{account.userCode}</code>,
      }}
    />
  );
}
