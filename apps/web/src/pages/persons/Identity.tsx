import type { Holder } from '../../api/contract';
import { useMe } from '../../api/session';
import { Facts } from '../../components/Facts';
import { PartnerLink } from '../../components/PartnerLink';
import { ROLES } from '../../labels';
import { CorrectPerson } from '../habilitations/CorrectPerson';

/** Who somebody is, and for whom they act. */
export function Identity({ holder: { person, organism, account } }: { holder: Holder }) {
  const isOfPartner = person !== null || account?.role === 'gestionnaire';
  const { role } = useMe();
  return (
    <>
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
      {person && role !== 'caf-security' && (
        <div className="actions">
          <CorrectPerson person={person} />
        </div>
      )}
    </>
  );
}
