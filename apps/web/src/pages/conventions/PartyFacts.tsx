import type { Party } from '../../api/contract';
import { Facts } from '../../components/Facts';

export function PartyFacts({ label, party, siret }: { label: string; party: Party; siret?: string }) {
  return (
    <Facts
      facts={{
        [label]: party.name,
        Siret: siret && <span className="nowrap">{siret.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ')}</span>,
        'Représenté par': party.representative,
        Adresse: party.address,
      }}
    />
  );
}
