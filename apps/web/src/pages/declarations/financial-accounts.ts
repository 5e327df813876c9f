import type { FinancialData } from '../../api/contract';
import { parseEuros } from '../../format';

/** The accounts of the declaration, in the order of the chart of accounts. */
export const ACCOUNTS: Record<keyof FinancialData, Record<string, string>> = {
  charges: {
    '60': 'Achats',
    '61': 'Services extérieurs',
    '62': 'Autres services extérieurs',
    '63': 'Impôts, taxes et versements assimilés',
    '64': 'Charges de personnel',
    '65': 'Autres charges de gestion courante',
    '66': 'Charges financières',
    '67': 'Charges exceptionnelles',
    '68': 'Dotations aux amortissements et provisions',
    '69': 'Impôts sur les bénéfices',
    '86': 'Emplois des contributions volontaires',
  },
  income: {
    '70': 'Rémunération des services',
    '71': 'Production stockée',
    '72': 'Production immobilisée',
    '73': 'Dotations et produits de tarification',
    '74': 'Subventions d’exploitation',
    '75': 'Autres produits de gestion courante',
    '76': 'Produits financiers',
    '77': 'Produits exceptionnels',
    '78': 'Reprises sur amortissements et provisions',
    '79': 'Transferts de charges',
    '87': 'Contributions volontaires en nature',
  },
};

const totalOf = (amounts: Record<string, number>) =>
  Object.values(amounts).reduce((sum, cents) => sum + cents, 0);

/** What was typed, by account. */
export type Typed = Record<string, string>;

/** The amounts that can be read; an empty account has none. */
export function amountsOf(side: keyof FinancialData, typed: Typed): Record<string, number> {
  const read = Object.keys(ACCOUNTS[side]).map(
    (account) => [account, parseEuros(typed[account] ?? '')] as const,
  );
  return Object.fromEntries(read.filter((entry): entry is [string, number] => entry[1] !== null));
}

/** What the totals say: contributions in kind must meet, and the result is a surplus or a deficit. */
export function balanceOf({ charges, income }: FinancialData) {
  return {
    charges: totalOf(charges),
    income: totalOf(income),
    result: totalOf(income) - totalOf(charges),
    inKindGap: (income['87'] ?? 0) - (charges['86'] ?? 0),
  };
}
