import { type ReactNode, use } from 'react';
import { capitalized } from '../../format';
import { FormContext } from './form-context';

export interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
}

interface ControlProps {
  id: string;
  name: string;
  required: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

/** A label, a hint, a message, and the control that they are about. */
export function Field({
  name,
  label,
  hint,
  optional = false,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const form = use(FormContext);
  const id = form.id + name;
  const error = form.errors[name];
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

  return (
    <div className={error ? 'field has-error' : 'field'}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet"> (facultatif)</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {children({
        id,
        name,
        required: !optional && !form.isFilter,
        'aria-invalid': Boolean(error),
        'aria-describedby': describedBy,
      })}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {capitalized(error)}
        </p>
      )}
    </div>
  );
}
