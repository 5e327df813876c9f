import { type ReactNode, useState } from 'react';
import type { BulkOutcome } from '../api/in-shares';
import { plural } from '../format';
import { ActionDialog } from './ActionDialog';
import { useAnnounce } from './Announcer';
import { BulkForm } from './BulkForm';
import type { Values } from './CommandForm';
import type { Choice } from './DataTable';
import { Notice } from './Notice';
import { UndoBulk } from './UndoBulk';

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
  reason: { label: string; hint?: string };
  /** What is asked beside the reason: fields, and their part of the body. */
  fields?: ReactNode;
  body?: (values: Values) => object;
  /** How it is taken back at once, where that leaves things as they were. */
  undo?: { path: string; reason: string; done: (count: number) => string };
}

/** So many rows may be chosen at once. */
export const MOST_CHOSEN = 500;

interface Refused {
  id: string;
  name: string;
  message: string;
}

interface Chosen<Row> {
  choice: Choice<Row>;
  /** By id: on this page, and on others. */
  rows: ReadonlyMap<string, Row>;
  choose: (rows: Iterable<Row>) => void;
}

/** Rows that somebody has ticked, of those that something can be done to; `of` is what they are chosen from. */
export function useChosen<Row>(
  act: BulkAct<Row> | undefined,
  idOf: (row: Row) => string,
  of = '',
): Chosen<Row> {
  const [state, setState] = useState<{ of: string; rows: ReadonlyMap<string, Row> }>({ of, rows: new Map() });
  const rows: ReadonlyMap<string, Row> = state.of === of ? state.rows : new Map();
  const choose = (chosen: Iterable<Row>) =>
    setState({ of, rows: new Map([...chosen].map((row) => [idOf(row), row])) });
  return {
    rows,
    choose,
    choice: {
      label: (row) => (act?.isPossible(row) ? act.nameOf(row) : null),
      isTicked: (row) => rows.has(idOf(row)),
      onTick: (row, isTicked) => {
        const others = [...rows.values()].filter((other) => idOf(other) !== idOf(row));
        choose(isTicked ? [...others, row] : others);
      },
    },
  };
}

interface Props<Row> {
  act: BulkAct<Row>;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  chosen: Chosen<Row>;
  /** All that the filter leaves, where the rows are one page of it. */
  whole?: WholeList<Row>;
}

interface WholeList<Row> {
  count: number;
  /** `MOST_CHOSEN` of them at most. */
  read: () => Promise<Row[]>;
}

/** Above a list: ticks all rows that it can be done to, does it to those that are ticked, and says what became of each. */
export function BulkActions<Row>({ act, rows, idOf, chosen, whole }: Props<Row>) {
  const [results, setResults] = useState<Results>();
  const announce = useAnnounce();
  const possible = rows.filter(act.isPossible);
  const onPage = new Map(rows.map((row) => [idOf(row), row]));
  // Of what is on the page, its present state; of what is on others, the one that it was chosen in.
  const ticked = [...chosen.rows].map(([id, row]) => onPage.get(id) ?? row).filter(act.isPossible);
  const elsewhere = ticked.filter((row) => !onPage.has(idOf(row)));
  const areAll = possible.length > 0 && ticked.length - elsewhere.length === possible.length;

  /** Those that were refused, or not come to, stay chosen: to be looked at or tried again. */
  function tell({ results: told, left, interruption }: BulkOutcome) {
    const sent = new Map(ticked.map((row) => [idOf(row), row]));
    const rowsOf = (ids: string[]) => ids.flatMap((id) => sent.get(id) ?? []);
    const refused = told.flatMap(({ id, refusal }) => {
      const row = sent.get(id);
      return refusal ? [{ id, name: row ? act.nameOf(row) : id, message: refusal.message }] : [];
    });
    const ids = told.flatMap(({ id, refusal }) => (refusal ? [] : [id]));
    setResults({ ids, refused, left: left.length, interruption });
    chosen.choose(rowsOf([...left, ...refused.map(({ id }) => id)]));
    announce(
      `${[
        act.done(told.length - refused.length),
        ...(refused.length > 0 ? [plural(refused.length, 'refus', 'refus')] : []),
        ...(left.length > 0 ? [leftText(left.length)] : []),
      ].join(', ')}.`,
    );
  }

  return (
    <>
      {results && (
        <ResultsNotice {...results} said={act.done(results.ids.length)}>
          {act.undo && results.ids.length > 0 && (
            <UndoBulk {...act.undo} ids={results.ids} onDone={() => setResults(undefined)} />
          )}
        </ResultsNotice>
      )}
      {(possible.length > 0 || ticked.length > 0) && (
        <div className="actions bulk">
          {possible.length > 0 && (
            <label className="checkbox">
              <input
                type="checkbox"
                checked={areAll}
                onChange={() => chosen.choose(areAll ? elsewhere : [...elsewhere, ...possible])}
              />
              <span>
                {act.all} ({possible.length})
              </span>
            </label>
          )}
          {ticked.length > 0 && (
            <ActionDialog label={`${act.label} (${ticked.length})`} title={act.title(ticked.length)}>
              {(close) => (
                <BulkForm
                  act={act}
                  chosen={ticked.map((row) => ({ id: idOf(row), name: act.nameOf(row) }))}
                  onDone={(outcome) => {
                    close();
                    tell(outcome);
                  }}
                />
              )}
            </ActionDialog>
          )}
          {elsewhere.length > 0 && (
            <>
              <span className="quiet">dont {plural(elsewhere.length, 'ligne', 'lignes')} d’autres pages</span>
              <button type="button" className="button" onClick={() => chosen.choose([])}>
                Ne rien choisir
              </button>
            </>
          )}
          {areAll && elsewhere.length === 0 && whole && whole.count > rows.length && (
            <ChooseWhole whole={whole} isPossible={act.isPossible} onRead={chosen.choose} />
          )}
        </div>
      )}
    </>
  );
}

/** Also what is on other pages, as far as it goes at once. */
function ChooseWhole<Row>({
  whole: { count, read },
  isPossible,
  onRead,
}: {
  whole: WholeList<Row>;
  isPossible: (row: Row) => boolean;
  onRead: (rows: Row[]) => void;
}) {
  const [isReading, setReading] = useState(false);
  const announce = useAnnounce();

  async function choose() {
    if (isReading) return;
    setReading(true);
    try {
      const found = await read();
      const possible = found.filter(isPossible);
      onRead(possible);
      const others = found.length - possible.length;
      announce(
        `${plural(possible.length, 'ligne choisie', 'lignes choisies')}${
          others > 0 ? `\u00a0; ${plural(others, 'autre ne s’y prête pas', 'autres ne s’y prêtent pas')}` : ''
        }.`,
      );
    } catch {
      announce('Les autres pages n’ont pas pu être lues\u00a0: réessayez.');
    } finally {
      setReading(false);
    }
  }

  return (
    <button type="button" className="button" aria-disabled={isReading} onClick={choose}>
      {isReading ? 'Lecture en cours…' : chooseText(count)}
    </button>
  );
}

const chooseText = (count: number): string =>
  count > MOST_CHOSEN
    ? `Choisir les ${MOST_CHOSEN} premières lignes de ce filtre`
    : `Choisir les ${count} lignes de ce filtre`;

const leftText = (count: number): string => plural(count, 'pas traitée', 'pas traitées');

interface Results {
  /** Of what was done. */
  ids: readonly string[];
  refused: readonly Refused[];
  left: number;
  interruption: string | null;
}

function ResultsNotice({
  said,
  refused,
  left,
  interruption,
  children,
}: Omit<Results, 'ids'> & { said: string; children: ReactNode }) {
  return (
    <Notice tone={refused.length > 0 || left > 0 ? 'warning' : 'good'}>
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
      {left > 0 && (
        <p>
          {interruption ? `L’envoi a été interrompu\u00a0: ${interruption} ` : 'Vous avez arrêté. '}
          {plural(
            left,
            'ligne n’a pas été traitée et reste choisie',
            'lignes n’ont pas été traitées et restent choisies',
          )}
          .
        </p>
      )}
      {children}
    </Notice>
  );
}
