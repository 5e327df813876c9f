import { useState } from 'react';
import type { Declaration, FinancialData } from '../../api/contract';
import { CommandForm, type Values } from '../../components/CommandForm';
import type { FieldErrors } from '../../components/fields/form-context';
import { formatAmount, parseEuros } from '../../format';
import { AccountFields } from './AccountFields';
import { Balance } from './Balance';
import { ACCOUNTS, amountsOf, type Typed } from './financial-accounts';

interface Props {
  declarationId: string;
  kind: Declaration['kind'];
  finances: FinancialData | null;
}

export function FinancialForm({ declarationId, kind, finances }: Props) {
  const [typed, setTyped] = useState<Typed>(() => textsOf(finances));
  const entered: FinancialData = { charges: amountsOf('charges', typed), income: amountsOf('income', typed) };
  const type = (account: string, text: string) => setTyped((before) => ({ ...before, [account]: text }));

  return (
    <CommandForm
      method="PUT"
      path={`/declarations/${declarationId}/finances`}
      body={() => entered}
      check={checkAmounts}
      submit="Enregistrer les finances"
      done="Les données financières sont enregistrées."
    >
      <p className="hint">En euros, par exemple 1 234,50. Laissez vide un compte sans montant.</p>
      <div className="columns">
        <AccountFields side="charges" legend="Charges" typed={typed} onType={type} />
        <AccountFields side="income" legend="Produits" typed={typed} onType={type} />
      </div>
      <Balance finances={entered} kind={kind} />
    </CommandForm>
  );
}

function textsOf(finances: FinancialData | null): Typed {
  const amounts = { ...finances?.charges, ...finances?.income };
  return Object.fromEntries(
    Object.entries(amounts).map(([account, cents]) => [account, formatAmount(cents)]),
  );
}

function checkAmounts(value: Values): FieldErrors {
  const accounts = Object.keys({ ...ACCOUNTS.charges, ...ACCOUNTS.income });
  const wrong = accounts.filter(
    (account) => value(account).trim() !== '' && parseEuros(value(account)) === null,
  );
  return Object.fromEntries(wrong.map((account) => [account, 'donnez un montant en euros, comme 1 234,50.']));
}
