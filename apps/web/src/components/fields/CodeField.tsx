import { TextField } from './fields';

/** A code of six digits that is good for seconds: filled in by the device where it can, and kept by nothing. */
export const CodeField = ({ label, name = 'code' }: { label: string; name?: string }) => (
  <TextField
    name={name}
    label={label}
    hint="Six chiffres."
    inputMode="numeric"
    autoComplete="one-time-code"
    spellCheck={false}
    maxLength={7}
  />
);
