import type { DeclarationDetail, FinancialData } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Empty } from '../../components/Empty';
import { Section } from '../../components/Section';
import { formatEuros } from '../../format';
import { Balance } from './Balance';
import { FinancialForm } from './FinancialForm';
import { ACCOUNTS } from './financial-accounts';
import { PartComment } from './PartComment';

export function FinancialPart({
  declaration: { id, kind, finances, actions, comments },
}: {
  declaration: DeclarationDetail;
}) {
  return (
    <Section title="Données financières">
      {actions.includes('enter-finances') ? (
        <FinancialForm declarationId={id} kind={kind} finances={finances} />
      ) : finances ? (
        <>
          <div className="columns">
            <Amounts side="charges" caption="Charges" finances={finances} />
            <Amounts side="income" caption="Produits" finances={finances} />
          </div>
          <Balance finances={finances} kind={kind} />
        </>
      ) : (
        <Empty>Rien n’est encore saisi.</Empty>
      )}
      <PartComment>{comments.finances}</PartComment>
    </Section>
  );
}

function Amounts({
  side,
  caption,
  finances,
}: {
  side: keyof FinancialData;
  caption: string;
  finances: FinancialData;
}) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { header: 'Compte', cell: ([account]) => `${account} ${ACCOUNTS[side][account] ?? ''}` },
        { header: 'Montant', cell: ([, cents]) => formatEuros(cents), numeric: true },
      ]}
      rows={Object.entries(finances[side])}
      rowKey={([account]) => account}
      empty="Aucun montant."
    />
  );
}
