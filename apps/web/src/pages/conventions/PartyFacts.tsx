import type { Party } from '../../api/contract';
import { Facts } from '../../components/Facts';
import { formatSiret } from '../../format';

export function PartyFacts({ label, party, siret }: { label: string; party: Party; siret?: string }) {
  return (
    <Facts
      facts={{
        [label]: party.name,
        Siret: siret && <span className="nowrap">{formatSiret(siret)}</span>,
        'Représenté par': party.representative,
        Adresse: party.address,
      }}
    />
  );
}
