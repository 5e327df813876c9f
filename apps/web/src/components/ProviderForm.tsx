import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Elsewhere } from '../api/contract';
import { leaveFor, wantedAccount } from '../api/identity-provider';
import { queries } from '../api/queries';
import { CommandForm, type Values } from './CommandForm';

interface Props {
  path: string;
  body?: (values: Values) => object;
  /** On the button, of the provider’s name. */
  submit: (provider: string) => string;
  /** Where one is afterwards. */
  returnTo: string;
  children?: ReactNode;
}

/**
 * One button that leads to the identity provider; which asks for another account, where the one before would not do. Not shown where
 * there is no provider.
 */
export function ProviderForm({ path, body = () => ({}), submit, returnTo, children }: Props) {
  const { data } = useQuery(queries.identityProvider());
  if (!data?.name) return null;
  const account = wantedAccount();
  return (
    <CommandForm<object, Elsewhere>
      path={path}
      body={(values) => ({ ...body(values), account })}
      submit={submit(data.name)}
      look="plain"
      onDone={(elsewhere) => leaveFor(elsewhere, returnTo)}
    >
      {children}
      {account === 'other' && <p className="hint">{data.name} vous demandera quel compte utiliser.</p>}
    </CommandForm>
  );
}
