import type { ComponentProps } from 'react';
import { TextField } from './fields';

type Props = Pick<ComponentProps<typeof TextField>, 'hint' | 'value' | 'onChange'>;

/** The code of whoever is not signed in, as they type it. */
export const UserCodeField = (props: Props) => (
  <TextField
    name="userCode"
    label="Code utilisateur"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    {...props}
  />
);
