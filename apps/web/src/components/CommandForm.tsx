import { type FormEvent, type ReactNode, use, useEffect, useId, useMemo, useState } from 'react';
import type { Method } from '../api/client';
import type { CommandAnswer } from '../api/contract';
import { useCommand } from '../api/use-command';
import { CloseDialog } from './ActionDialog';
import { useAnnounce } from './Announcer';
import { ErrorSummary } from './ErrorSummary';
import { type FieldErrors, FormContext } from './fields/form-context';
import { withNativeErrors } from './fields/native-errors';

/** The value of a field by its name; empty when there is none. */
export type Values = (name: string) => string;

interface Props<Body, Answer> {
  method?: Method;
  path: string;
  body: (values: Values) => Body;
  /** On the button. */
  submit: string;
  look?: 'primary' | 'danger';
  /** Said once it is done. */
  done?: string;
  onDone?: (answer: Answer) => void | Promise<void>;
  /** Which field a refusal is about, by its code. */
  fieldOf?: Record<string, string>;
  /** What the browser cannot check by itself. */
  check?: (values: Values) => FieldErrors;
  children?: ReactNode;
}

/** The one way to send a command: checks the fields, sends, shows what was refused at the fields concerned. */
export function CommandForm<Body, Answer = CommandAnswer>({
  method = 'POST',
  path,
  body,
  submit,
  look = 'primary',
  done,
  onDone,
  fieldOf = {},
  check,
  children,
}: Props<Body, Answer>) {
  const id = useId();
  const closeDialog = use(CloseDialog);
  const announce = useAnnounce();
  const command = useCommand<Body, Answer>(method, path);
  const [found, setFound] = useState<FieldErrors>({});
  const refused = command.error;
  const fieldRefused = refused && fieldOf[refused.code];
  const errors = useMemo(
    () => ({
      ...found,
      ...Object.fromEntries(refused?.errors.map(({ field, message }) => [field, message]) ?? []),
      ...(fieldRefused && { [fieldRefused]: refused.message }),
    }),
    [found, refused, fieldRefused],
  );

  useEffect(() => rescueFocusLater, []);

  async function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (command.isPending) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    const values: Values = (name) => String(data.get(name) ?? '');
    const faults = withNativeErrors(form, check?.(values) ?? {});
    command.reset();
    setFound(faults);
    if (Object.keys(faults).length > 0) return;

    const answer = await command.mutateAsync(body(values)).catch(() => null);
    if (!answer) return;
    await onDone?.(answer);
    // Said last: a navigation silences what was said before it.
    if (done) announce(done);
  }

  return (
    <form className="form" noValidate onSubmit={handleSubmit}>
      <FormContext value={{ id, errors, refusal: refused?.code, isFilter: false }}>
        <ErrorSummary message={fieldRefused ? undefined : refused?.message} />
        {children}
      </FormContext>
      <div className="actions">
        <button type="submit" className={`button ${look}`} aria-disabled={command.isPending}>
          {command.isPending ? 'Envoi en cours…' : submit}
        </button>
        {closeDialog && (
          <button type="button" className="button" onClick={closeDialog}>
            Annuler
          </button>
        )}
      </div>
    </form>
  );
}

/** A form may go with what it did, and the button that opened it too: the page's title takes the focus then. */
function rescueFocusLater(): void {
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector('h1')?.focus();
  });
}
