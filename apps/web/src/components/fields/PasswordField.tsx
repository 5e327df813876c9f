import { useState } from 'react';
import { Field, type FieldProps } from './Field';

/** A password that can be shown, and pasted from a password manager. */
export function PasswordField({
  autoComplete,
  ...field
}: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const [isShown, setShown] = useState(false);
  return (
    <Field {...field}>
      {(control) => (
        <div className="password">
          <input
            {...control}
            type={isShown ? 'text' : 'password'}
            autoComplete={autoComplete}
            spellCheck={false}
          />
          <button type="button" className="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            Afficher<span className="visually-hidden"> : {field.label}</span>
          </button>
        </div>
      )}
    </Field>
  );
}
