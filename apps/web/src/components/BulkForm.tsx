import { useEffect, useId, useRef, useState } from 'react';
import type { BulkAnswer } from '../api/contract';
import { type BulkOutcome, inShares } from '../api/in-shares';
import { plural } from '../format';
import type { BulkDeed } from './bulk-act';
import { CommandForm } from './CommandForm';
import { TextArea } from './fields/fields';

interface Props {
  act: BulkDeed;
  chosen: readonly { id: string; name: string }[];
  /** See `CommandForm`. */
  tag?: string;
  onDone: (outcome: BulkOutcome) => void;
}

type Body = { ids: readonly string[] };

/** Which rows, what it brings about, and why; then how far it is. Closing it stops what has not begun. */
export function BulkForm({ act, chosen, tag, onDone }: Props) {
  const [done, setDone] = useState<number | null>(null);
  const [isStopping, setStopping] = useState(false);
  const isStopped = useRef(false);
  useEffect(() => {
    isStopped.current = false;
    return () => {
      isStopped.current = true;
    };
  }, []);
  useWarningBeforeLeaving(done !== null);

  async function sendBy(body: Body, sendPart: (part: Body) => Promise<unknown>): Promise<BulkOutcome> {
    setDone(0);
    try {
      const sendShare = (ids: readonly string[]) => sendPart({ ...body, ids }) as Promise<BulkAnswer>;
      return await inShares(body.ids, sendShare, setDone, () => isStopped.current);
    } finally {
      setDone(null);
    }
  }

  return (
    <CommandForm<Body, BulkOutcome>
      path={act.path}
      body={(value) => ({
        ids: chosen.map(({ id }) => id),
        ...(act.reason && { reason: value('reason') }),
        ...act.body?.(value),
      })}
      sendBy={sendBy}
      tag={tag}
      submit={act.label}
      look={act.look}
      onDone={onDone}
    >
      <Preview chosen={chosen} />
      <p>{act.consequence}</p>
      {act.fields}
      {act.reason && <TextArea name="reason" {...act.reason} />}
      {done !== null && (
        <div className="row">
          <label>
            {done} sur {chosen.length} <progress max={chosen.length} value={done} />
          </label>
          <button
            type="button"
            className="button"
            aria-disabled={isStopping}
            onClick={() => {
              isStopped.current = true;
              setStopping(true);
            }}
          >
            {isStopping ? 'Arrêt après les lignes en cours…' : 'Arrêter'}
          </button>
        </div>
      )}
    </CommandForm>
  );
}

/** All of them, however many: it scrolls by itself. */
function Preview({ chosen }: Pick<Props, 'chosen'>) {
  const heading = useId();
  return (
    <section className="chosen-rows" aria-labelledby={heading}>
      <h3 id={heading}>{plural(chosen.length, 'ligne choisie', 'lignes choisies')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard */}
      <ul tabIndex={0}>
        {chosen.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </section>
  );
}

/** Whoever leaves meanwhile leaves rows undone: the browser asks first. */
function useWarningBeforeLeaving(isWorking: boolean): void {
  useEffect(() => {
    if (!isWorking) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isWorking]);
}
