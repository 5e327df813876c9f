import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Seen } from '../api/client';
import { sessionQuery } from '../api/session';
import { fill, keptValues } from './controls';
import { discardDraft, keepDraft, readDraft } from './drafts';

interface Options {
  /** What is sent where, and for what: `POST /persons`. */
  name: string;
  form: RefObject<HTMLFormElement | null>;
  /** The tag of what the page shows, or of what the draft was begun on. */
  tag: Seen;
  /** Before the fields are filled, for a form that has as many as one wants. */
  onRestore?: (values: Record<string, string>) => void;
}

/** Keeps what is typed into a form, and puts it back when the form is shown again. Nothing is kept for nobody. */
export function useDraft({ name, form, tag, onRestore }: Options) {
  const userCode = useQueryClient().getQueryData(sessionQuery.queryKey)?.userCode;
  /** When what was put back had been typed; null while nothing was. */
  const [restoredAt, setRestoredAt] = useState<string | null>(null);
  /** After the fields of the form are as many as these values need. */
  const [putBack, setPutBack] = useState<Record<string, string> | null>(null);
  /** The form as it was without a draft, and what it was shown on. */
  const original = useRef<{ values: Record<string, string>; tag: string | null } | null>(null);
  const isPuttingBack = useRef(false);
  /** Values that wait for their field: it comes with a choice, or its options are being read. */
  const waiting = useRef<Record<string, string>>({});

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is shown
  useEffect(() => {
    const element = form.current;
    if (!element || userCode === undefined) return;
    original.current ??= { values: keptValues(element), tag: tag.current };
    const draft = readDraft(userCode, name);
    if (draft) {
      tag.current = draft.tag;
      setRestoredAt(draft.at);
      onRestore?.(draft.values);
      setPutBack(draft.values);
    }
    const observer = new MutationObserver(() => {
      if (Object.keys(waiting.current).length > 0) put(element, waiting.current);
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [userCode, name]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each set of values
  useEffect(() => {
    if (form.current && putBack) put(form.current, putBack);
  }, [putBack]);

  function put(element: HTMLFormElement, values: Record<string, string>): void {
    isPuttingBack.current = true;
    waiting.current = fill(element, values);
    isPuttingBack.current = false;
  }

  function keep({ target }: { target: EventTarget }): void {
    const element = form.current;
    if (!element || userCode === undefined || isPuttingBack.current) return;
    if ('name' in target) delete waiting.current[String(target.name)];
    const values = { ...waiting.current, ...keptValues(element) };
    if (Object.keys(values).length === 0) return;
    keepDraft(userCode, name, { values, tag: tag.current, at: new Date().toISOString() });
  }

  function discard(): void {
    waiting.current = {};
    setRestoredAt(null);
    if (userCode !== undefined) discardDraft(userCode, name);
  }

  /** Discards it, and shows the form as it was without. */
  function clear(): void {
    discard();
    if (!original.current) return;
    const { values, tag: shown } = original.current;
    tag.current = shown;
    onRestore?.(values);
    setPutBack({ ...values });
  }

  return { restoredAt, keep, discard, clear };
}
