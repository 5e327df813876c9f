import { TextField } from './fields';

/** One of those that stand in for a device that is lost. */
export const RecoveryCodeField = () => (
  <TextField
    name="code"
    label="Code de secours"
    hint="Un de ceux que vous avez notés : dix lettres et chiffres."
    autoComplete="one-time-code"
    autoCapitalize="none"
    spellCheck={false}
  />
);
