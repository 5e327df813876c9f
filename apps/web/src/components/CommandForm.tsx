import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Method } from '../api/client';
import type { CommandAnswer } from '../api/contract';
import { useCommand } from '../api/use-command';
import { useAnnounce } from './Announcer';
import { ErrorSummary } from './ErrorSummary';
import { type FieldErrors, FormContext } from './fields/form-context';
import { nativeErrors } from './fields/native-errors';

/** The value of a field by its name; empty when there is none. */
export type Values = (name: string) => string;

interface Props<Body> {
  method?: Method;
  path: string;
  body: (values: Values) => Body;
  /** On the button. */
  submit: string;
  look?: 'primary' | 'danger';
  /** Said once it is done. */
  done?: string;
  onDone?: (answer: CommandAnswer) => void | Promise<void>;
  /** What the browser cannot check by itself. */
  check?: (values: Values) => FieldErrors;
  children?: ReactNode;
}

/** The one way to send a command: checks the fields, sends, shows what was refused at the fields concerned. */
export function CommandForm<Body>({
  method = 'POST',
  path,
  body,
  submit,
  look = 'primary',
  done,
  onDone,
  check,
  children,
}: Props<Body>) {
  const id = useId();
  const announce = useAnnounce();
  const command = useCommand<Body>(method, path);
  const [errors, setErrors] = useState<FieldErrors>({});
  const refused = command.error;
  const shown = refused
    ? Object.fromEntries(refused.errors.map(({ field, message }) => [field, message]))
    : errors;

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    const form = event.currentTarget;
    const data = new FormData(form);
    const values: Values = (name) => String(data.get(name) ?? '');
    const found = { ...check?.(values), ...nativeErrors(form) };
    command.reset();
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    command.mutate(body(values), {
      onSuccess: async (answer) => {
        if (done) announce(done);
        await onDone?.(answer);
      },
    });
  }

  return (
    <form className="form" noValidate onSubmit={handleSubmit}>
      <FormContext value={{ id, errors: shown }}>
        <ErrorSummary message={refused?.message} />
        {children}
      </FormContext>
      <div className="form-actions">
        <button type="submit" className={`button ${look}`} disabled={command.isPending}>
          {command.isPending ? 'Envoi en cours…' : submit}
        </button>
      </div>
    </form>
  );
}
