import type { FinancialData } from '../../api/contract';
import { TextField } from '../../components/fields/fields';
import { formatAmount, parseEuros } from '../../format';
import { ACCOUNTS, type Typed } from './financial-accounts';

interface Props {
  side: keyof FinancialData;
  legend: string;
  typed: Typed;
  onType: (account: string, text: string) => void;
}

/** One amount per account; what can be read is written the French way when the field is left. */
export function AccountFields({ side, legend, typed, onType }: Props) {
  function tidy(account: string, text: string) {
    const cents = parseEuros(text);
    if (cents !== null) onType(account, formatAmount(cents));
  }

  return (
    <fieldset className="accounts">
      <legend>{legend}</legend>
      {Object.entries(ACCOUNTS[side]).map(([account, label]) => (
        <TextField
          key={account}
          name={account}
          label={`${account} ${label}`}
          inputMode="decimal"
          autoComplete="off"
          required={false}
          value={typed[account] ?? ''}
          onChange={(event) => onType(account, event.target.value)}
          onBlur={(event) => tidy(account, event.target.value)}
        />
      ))}
    </fieldset>
  );
}
