import type { Convention, Party } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { CorrectEstablishment, CorrectParty } from './Corrections';

const PARTIES: { party: 'gestionnaire' | 'caf'; label: string }[] = [
  { party: 'gestionnaire', label: 'Gestionnaire' },
  { party: 'caf', label: 'Caf' },
];

export function ConventionView({ convention, mayCorrect }: { convention: Convention; mayCorrect: boolean }) {
  const {
    id,
    gestionnaire,
    caf,
    establishments,
    effectiveFrom,
    until,
    signatures,
    announced,
    state,
    warnings,
  } = convention;
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
          <div>
            <PartyFacts label="Gestionnaire" party={gestionnaire} siret={gestionnaire.siret} />
            {mayCorrect && <CorrectParty id={id} side="gestionnaire" party={gestionnaire} />}
          </div>
          <div>
            <PartyFacts label="Caf" party={caf} />
            {mayCorrect && <CorrectParty id={id} side="caf" party={caf} />}
          </div>
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
              cell: ({ signature, missing }) =>
                signature ? formatDay(signature.signedOn) : <Badge label={missing} tone="warning" />,
            },
          ]}
          rows={PARTIES.map(({ party, label }) => ({
            label,
            signature: signatures.find((signature) => signature.party === party),
            missing: announced && party === 'gestionnaire' ? 'Annoncée, à confirmer' : 'À signer',
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
            ...(mayCorrect ? [correction(id)] : []),
          ]}
          rows={establishments}
          rowKey={({ id }) => id}
          empty="Aucun établissement."
        />
      </Section>
    </>
  );
}

const correction = (id: string): Column<Convention['establishments'][number]> => ({
  header: 'Actions',
  cell: (place) => <CorrectEstablishment id={id} place={place} />,
});

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
