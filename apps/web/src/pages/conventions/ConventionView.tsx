import type { Convention, Party } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';

const PARTIES: { party: 'gestionnaire' | 'caf'; label: string }[] = [
  { party: 'gestionnaire', label: 'Gestionnaire' },
  { party: 'caf', label: 'Caf' },
];

export function ConventionView({ convention }: { convention: Convention }) {
  const { gestionnaire, caf, establishments, effectiveFrom, until, signatures, state, warnings } = convention;
  return (
    <>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warning">
          {warning}
        </Notice>
      ))}
      <Section title="Durée">
        <Facts
          facts={{
            'Prend effet le': effectiveFrom ? (
              formatDay(effectiveFrom)
            ) : (
              <Badge label="Date à fixer" tone="warning" />
            ),
            'Dernier jour compris': state === 'active' ? <Due day={until} /> : formatDay(until),
          }}
        />
      </Section>
      <Section title="Parties">
        <div className="columns">
          <PartyFacts label="Gestionnaire" party={gestionnaire} siret={gestionnaire.siret} />
          <PartyFacts label="Caf" party={caf} />
        </div>
      </Section>
      <Section title="Signatures">
        <DataTable
          caption="Un original par co-signataire"
          columns={[
            { header: 'Partie', cell: ({ label }) => label },
            { header: 'Signataire', cell: ({ signature }) => signature?.signatory ?? '—' },
            { header: 'Qualité', cell: ({ signature }) => signature?.capacity ?? '—' },
            {
              header: 'Signée le',
              cell: ({ signature }) =>
                signature ? formatDay(signature.signedOn) : <Badge label="À signer" tone="warning" />,
            },
          ]}
          rows={PARTIES.map(({ party, label }) => ({
            label,
            signature: signatures.find((signature) => signature.party === party),
          }))}
          rowKey={({ label }) => label}
          empty=""
        />
      </Section>
      <Section title="Établissements">
        <DataTable
          caption="Établissements couverts"
          columns={[
            { header: 'Nom', cell: ({ name }) => name },
            { header: 'Adresse', cell: ({ address }) => address },
          ]}
          rows={establishments}
          rowKey={({ id }) => id}
          empty="Aucun établissement."
        />
      </Section>
    </>
  );
}

function PartyFacts({ label, party, siret }: { label: string; party: Party; siret?: string }) {
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
