import type { ComponentProps, ReactNode } from 'react';
import type { Named } from '../../api/contract';
import { Field, type FieldProps } from './Field';

type InputProps = FieldProps & Omit<ComponentProps<'input'>, keyof FieldProps>;

/** Text, e-mail, number, date: an input of any kind. */
export function TextField({ name, label, hint, optional, ...input }: InputProps) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control) => <input {...control} {...input} />}
    </Field>
  );
}

export function TextArea({
  name,
  label,
  hint,
  optional,
  ...area
}: FieldProps & Omit<ComponentProps<'textarea'>, keyof FieldProps>) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control) => <textarea rows={4} {...control} {...area} />}
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends FieldProps, Omit<ComponentProps<'select'>, keyof FieldProps> {
  options: Option[];
  /** The words for no choice; without them the first option is the choice. */
  none?: string;
}

export function Select({ name, label, hint, optional, options, none, ...select }: SelectProps) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control) => (
        <select {...control} {...select}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** To be ticked before going on. */
export function Checkbox({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Field name={name} label="Confirmation">
      {(control) => (
        <label className="checkbox" htmlFor={control.id}>
          <input type="checkbox" {...control} />
          <span>{children}</span>
        </label>
      )}
    </Field>
  );
}

/** The words of a state or kind, as options. */
export const optionsOf = (labels: Record<string, string | { label: string }>): Option[] =>
  Object.entries(labels).map(([value, words]) => ({
    value,
    label: typeof words === 'string' ? words : words.label,
  }));

/** Things by their names, as options; none while they are not there yet. */
export const optionsOfNamed = (things: readonly Named[] = []): Option[] =>
  things.map(({ id, name }) => ({ value: id, label: name }));
