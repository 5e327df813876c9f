import type { Person } from '../../api/contract';
import type { Values } from '../CommandForm';
import { TextField } from './fields';

type Parts = Pick<Person, 'lastName' | 'firstName'>;

/** How a person is called. */
export function NameFields({ lastName, firstName }: Partial<Parts>) {
  return (
    <>
      <TextField name="lastName" label="Nom" defaultValue={lastName} />
      <TextField name="firstName" label="Prénom" defaultValue={firstName} />
    </>
  );
}

export const namePartsOf = (value: Values): Parts => ({
  lastName: value('lastName'),
  firstName: value('firstName'),
});
