import { TextField } from './fields';

/** A code of six digits that is good for seconds: filled in by the device where it can, and kept by nothing. */
export const OneTimeCodeField = () => (
  <TextField
    name="code"
    label="Code que votre application affiche"
    hint="Six chiffres."
    inputMode="numeric"
    autoComplete="one-time-code"
    spellCheck={false}
    maxLength={7}
  />
);
