import type { Convention } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { ACTIONS, type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { CorrectEstablishment, CorrectParty } from './Corrections';
import { PartyFacts } from './PartyFacts';
import { Renewal } from './Renewal';
import { LinkState } from './SignatureLink';
import { ContentHash, SignatureTable } from './SignatureTable';

export function ConventionView({ convention, mayCorrect }: { convention: Convention; mayCorrect: boolean }) {
  const { id, gestionnaire, caf, establishments, effectiveFrom, until, state, warnings } = convention;
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
        <LinkState convention={convention} />
        <SignatureTable convention={convention} />
        <ContentHash label="Empreinte du contenu enregistré" hash={convention.contentSha256} />
      </Section>
      <Renewal convention={convention} />
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
  ...ACTIONS,
  cell: (place) => <CorrectEstablishment id={id} place={place} />,
});
