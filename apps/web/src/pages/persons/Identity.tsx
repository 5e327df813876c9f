import type { Holder } from '../../api/contract';
import { useMe } from '../../api/session';
import { Facts } from '../../components/Facts';
import { PartnerLink } from '../../components/PartnerLink';
import { ROLES } from '../../labels';
import { DeclareDeparture } from '../departures/DeclareDeparture';
import { CorrectPerson } from '../habilitations/CorrectPerson';

/** Who somebody is, for whom they act, and what is done when that changes. */
export function Identity({ holder: { person, organism, account, holdings } }: { holder: Holder }) {
  const isOfPartner = person !== null || account?.role === 'gestionnaire';
  const { role } = useMe();
  const now = new Date().toISOString();
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
          {role === 'gestionnaire' && holdings.some(({ until }) => until > now) && (
            <DeclareDeparture person={person} />
          )}
        </div>
      )}
    </>
  );
}
