import type { Declaration, FinancialData } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Facts } from '../../components/Facts';
import { formatEuros } from '../../format';
import { balanceOf } from './financial-accounts';

/** The totals, and whether they hold together. */
export function Balance({ finances, kind }: { finances: FinancialData; kind: Declaration['kind'] }) {
  const { charges, income, result, inKindGap } = balanceOf(finances);
  return (
    <div className="balance" role="status">
      <Facts
        facts={{
          'Total des charges': formatEuros(charges),
          'Total des produits': formatEuros(income),
          [resultLabel(result)]: formatEuros(Math.abs(result)),
        }}
      />
      {kind === 'forecast' && result !== 0 && (
        <Badge label="Un prévisionnel doit être équilibré" tone="warning" />
      )}
      {inKindGap !== 0 && (
        <Badge label={`Comptes 86 et 87 : écart de ${formatEuros(Math.abs(inKindGap))}`} tone="warning" />
      )}
    </div>
  );
}

function resultLabel(result: number): string {
  if (result === 0) return 'Résultat équilibré';
  return result > 0 ? 'Excédent' : 'Déficit';
}
