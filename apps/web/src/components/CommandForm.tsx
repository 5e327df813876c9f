import { type FormEvent, type ReactNode, use, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Method, tagAbove } from '../api/client';
import type { CommandAnswer } from '../api/contract';
import { type SendBy, useCommand } from '../api/use-command';
import { useDraft } from '../drafts/use-draft';
import { CloseDialog } from './ActionDialog';
import { type Undo, useAnnounce } from './Announcer';
import { Changes } from './Changes';
import { DraftNotice } from './DraftNotice';
import { ErrorSummary } from './ErrorSummary';
import { type FieldErrors, FormContext } from './fields/form-context';
import { withNativeErrors } from './fields/native-errors';

/** The value of a field by its name; empty when there is none. */
export type Values = (name: string) => string;

interface Props<Body, Answer> {
  method?: Method;
  path: string;
  /** Nothing, unless given. */
  body?: (values: Values) => Body;
  /** On the button. */
  submit: string;
  look?: 'primary' | 'plain' | 'danger';
  /** Said once it is done. */
  done?: string | ((answer: Answer) => string);
  /** How it is taken back at once. */
  undo?: Undo;
  onDone?: (answer: Answer) => void | Promise<void>;
  /** In a dialog that goes on after it. */
  isStep?: boolean;
  /** Which field a refusal is about, by its code. */
  fieldOf?: Record<string, string>;
  /** What the browser cannot check by itself. */
  check?: (values: Values) => FieldErrors;
  /** Where it is not one request. */
  sendBy?: SendBy<Body, Answer>;
  /** The tag of what it is decided on, where that is not what was last read. */
  tag?: string | null;
  /** Tells what is typed here from what is typed into the same form for something else. */
  subject?: string;
  /** A form that has as many fields as one wants makes those of a draft. */
  onRestore?: (values: Record<string, string>) => void;
  children?: ReactNode;
}

/**
 * The one way to send a command: checks the fields, sends, shows what was refused at the fields concerned. Keeps what is typed
 * until it is sent or discarded, and tells what others have changed meanwhile. Once it is done it closes the dialog that it is in.
 */
export function CommandForm<Body, Answer = CommandAnswer>({
  method = 'POST',
  path,
  body = () => ({}) as Body,
  submit,
  look = 'primary',
  done,
  undo,
  onDone,
  isStep = false,
  fieldOf = {},
  check,
  sendBy,
  tag = tagAbove(path),
  subject = '',
  onRestore,
  children,
}: Props<Body, Answer>) {
  const id = useId();
  const closeDialog = use(CloseDialog);
  const announce = useAnnounce();
  const element = useRef<HTMLFormElement>(null);
  const seen = useRef(tag);
  const command = useCommand<Body, Answer>(method, path, seen, sendBy);
  const draft = useDraft({ name: `${method} ${path} ${subject}`, form: element, tag: seen, onRestore });
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

  const isInDialog = closeDialog !== null;
  useEffect(() => {
    // A form that a choice above it brings about leaves the focus there.
    const isFilling = document.activeElement?.matches(FIELDS);
    if (isInDialog && !isFilling) element.current?.querySelector<HTMLElement>(FIELDS)?.focus();
  }, [isInDialog]);

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
    draft.discard();
    if (!isStep) closeDialog?.();
    await onDone?.(answer);
    // Said last: a navigation silences what was said before it.
    if (done) announce(typeof done === 'string' ? done : done(answer), { undo });
  }

  function giveUp() {
    draft.discard();
    closeDialog?.();
  }

  return (
    <form ref={element} className="form" noValidate onSubmit={handleSubmit} onInput={draft.keep}>
      <FormContext value={{ id, errors, refusal: refused?.code, isFilter: false }}>
        <DraftNotice typedAt={draft.restoredAt} onClear={draft.clear} />
        <ErrorSummary message={fieldRefused ? undefined : refused?.message}>
          {refused && refused.changes.length > 0 && <Changes changes={refused.changes} />}
        </ErrorSummary>
        {children}
      </FormContext>
      <div className="actions">
        <button type="submit" className={`button ${look}`} aria-disabled={command.isPending}>
          {command.isPending ? 'Envoi en cours…' : submit}
        </button>
        {closeDialog && (
          <button type="button" className="button" onClick={giveUp}>
            Annuler
          </button>
        )}
      </div>
    </form>
  );
}

const FIELDS = 'input, select, textarea';
