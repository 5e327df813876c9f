import { type ReactNode, useId, useState } from 'react';
import type { BulkAnswer } from '../api/contract';
import { plural } from '../format';
import { ActionDialog } from './ActionDialog';
import { useAnnounce } from './Announcer';
import { CommandForm, type Values } from './CommandForm';
import type { Choice } from './DataTable';
import { TextArea } from './fields/fields';
import { Notice } from './Notice';

/** One act on many rows of a list, for one reason. */
export interface BulkAct<Row> {
  /** Takes the ids and what the form says, and answers what became of each. */
  path: string;
  isPossible: (row: Row) => boolean;
  nameOf: (row: Row) => string;
  /** On the box that ticks all: « Choisir tous les codes bloqués » */
  all: string;
  /** « Débloquer » */
  label: string;
  /** « Débloquer 3 codes » */
  title: (count: number) => string;
  look?: 'primary' | 'danger';
  /** What it brings about. */
  consequence: ReactNode;
  /** « 3 codes débloqués » */
  done: (count: number) => string;
  reason: { label: string; hint?: string; defaultValue?: string };
  /** What is asked beside the reason: fields, and their part of the body. */
  fields?: ReactNode;
  body?: (values: Values) => object;
}

interface Refused {
  id: string;
  name: string;
  message: string;
}

interface Chosen<Row> {
  choice: Choice<Row>;
  ids: ReadonlySet<string>;
  choose: (ids: Iterable<string>) => void;
}

/** Rows that somebody has ticked, of those that something can be done to. */
export function useChosen<Row>(act: BulkAct<Row> | undefined, idOf: (row: Row) => string): Chosen<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    choose: (chosen) => setIds(new Set(chosen)),
    choice: {
      label: (row) => (act?.isPossible(row) ? act.nameOf(row) : null),
      isTicked: (row) => ids.has(idOf(row)),
      onTick: (row, isTicked) =>
        setIds(new Set([...ids, idOf(row)].filter((id) => isTicked || id !== idOf(row)))),
    },
  };
}

interface Props<Row> {
  act: BulkAct<Row>;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  chosen: Chosen<Row>;
}

/** Above a list: ticks all rows that it can be done to, does it to those that are ticked, and says what became of each. */
export function BulkActions<Row>({ act, rows, idOf, chosen }: Props<Row>) {
  const [results, setResults] = useState<{ done: number; refused: Refused[] }>();
  const announce = useAnnounce();
  const possible = rows.filter(act.isPossible);
  const ticked = possible.filter((row) => chosen.ids.has(idOf(row)));
  const areAll = ticked.length === possible.length;

  /** Those that were refused stay chosen, to be looked at or tried again. */
  function tell(answer: BulkAnswer, sent: readonly Row[]) {
    const names = new Map(sent.map((row) => [idOf(row), act.nameOf(row)]));
    const refused = answer.results.flatMap(({ id, refusal }) =>
      refusal ? [{ id, name: names.get(id) ?? id, message: refusal.message }] : [],
    );
    const done = answer.results.length - refused.length;
    setResults({ done, refused });
    chosen.choose(refused.map(({ id }) => id));
    announce(
      `${act.done(done)}${refused.length > 0 ? `, ${plural(refused.length, 'refus', 'refus')}` : ''}.`,
    );
  }

  return (
    <>
      {results && <Results {...results} said={act.done(results.done)} />}
      {possible.length > 0 && (
        <div className="actions bulk">
          <label className="checkbox">
            <input
              type="checkbox"
              checked={areAll}
              onChange={() => chosen.choose(areAll ? [] : possible.map(idOf))}
            />
            <span>
              {act.all} ({possible.length})
            </span>
          </label>
          {ticked.length > 0 && (
            <ActionDialog label={`${act.label} (${ticked.length})`} title={act.title(ticked.length)}>
              {(close) => (
                <CommandForm<unknown, BulkAnswer>
                  path={act.path}
                  body={(value) => ({
                    ids: ticked.map(idOf),
                    reason: value('reason'),
                    ...act.body?.(value),
                  })}
                  submit={act.label}
                  look={act.look}
                  onDone={(answer) => {
                    close();
                    tell(answer, ticked);
                  }}
                >
                  <Preview names={ticked.map((row) => [idOf(row), act.nameOf(row)])} />
                  <p>{act.consequence}</p>
                  {act.fields}
                  <TextArea name="reason" {...act.reason} />
                </CommandForm>
              )}
            </ActionDialog>
          )}
        </div>
      )}
    </>
  );
}

/** All of them, however many: it scrolls by itself. */
function Preview({ names }: { names: readonly (readonly [id: string, name: string])[] }) {
  const heading = useId();
  return (
    <section className="chosen-rows" aria-labelledby={heading}>
      <h3 id={heading}>{plural(names.length, 'ligne choisie', 'lignes choisies')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard */}
      <ul tabIndex={0}>
        {names.map(([id, name]) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </section>
  );
}

function Results({ said, refused }: { said: string; refused: readonly Refused[] }) {
  return (
    <Notice tone={refused.length > 0 ? 'warning' : 'good'}>
      <p>
        {said}.{refused.length > 0 && ' Ce qui a été refusé reste choisi :'}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ id, name, message }) => (
            <li key={id}>
              {name} : {message}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
