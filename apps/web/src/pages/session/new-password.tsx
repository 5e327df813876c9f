import type { Values } from '../../components/CommandForm';
import type { FieldErrors } from '../../components/fields/form-context';
import { PasswordField } from '../../components/fields/PasswordField';

/** A new password, typed twice. */
export function NewPasswordFields({ name, rule }: { name: string; rule: string }) {
  return (
    <>
      <PasswordField name={name} label="Nouveau mot de passe" hint={rule} autoComplete="new-password" />
      <PasswordField
        name="repeated"
        label="Nouveau mot de passe, une seconde fois"
        autoComplete="new-password"
      />
    </>
  );
}

export function checkRepeated(value: Values, name: string): FieldErrors {
  return value('repeated') === value(name) ? {} : { repeated: 'les deux mots de passe sont différents.' };
}

/** The refusals that are about the new password. */
export const refusalsOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    ['too-short', 'too-long', 'too-simple', 'names-you', 'too-guessable'].map((fault) => [
      `password-${fault}`,
      name,
    ]),
  );
