import { type ReactNode, useEffect, useRef } from 'react';
import type { ImportedLine } from '../../api/contract';
import { Badge, type Tone } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Notice } from '../../components/Notice';
import { plural } from '../../format';

type Outcome = ImportedLine['outcome'];

interface Props {
  lines: ImportedLine[];
  isDone: boolean;
  /** What carries it out; left out while a line is at fault, or nothing is to be done. */
  children?: ReactNode;
}

/** What a table would do, or has done, line by line; first what is at fault. Once it is done it takes the focus, which its button had. */
export function ImportResult({ lines, isDone, children }: Props) {
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isDone) result.current?.focus();
  }, [isDone]);
  const number = (outcome: Outcome) => lines.filter((line) => line.outcome === outcome).length;
  const [todo, known, refused] = [number('new'), number('known'), number('refused')];
  const said = [
    isDone
      ? plural(todo, 'ligne importée', 'lignes importées')
      : plural(todo, 'ligne à importer', 'lignes à importer'),
    known > 0 && plural(known, 'ligne déjà enregistrée', 'lignes déjà enregistrées'),
    refused > 0 && plural(refused, 'ligne refusée', 'lignes refusées'),
  ].filter(Boolean);
  const kept = lines.filter((line) => line.kept.length > 0).length;
  const order: Outcome[] = ['refused', 'new', 'known'];
  return (
    <>
      <div ref={result} tabIndex={-1}>
        <Notice tone={refused + kept > 0 ? 'warning' : isDone ? 'good' : 'neutral'}>
          <p>
            {said.join(', ')}.{refused > 0 && !isDone && ' Rien n’est importé tant qu’une ligne est refusée.'}
          </p>
          {kept > 0 && (
            <p>
              {plural(kept, 'ligne dit', 'lignes disent')} autre chose que le registre, qui le garde : un
              import ne corrige rien.
            </p>
          )}
        </Notice>
      </div>
      {!isDone && refused === 0 && todo > 0 && <div className="actions">{children}</div>}
      <DataTable
        caption={isDone ? 'Lignes importées' : 'Ce que ferait chaque ligne'}
        columns={isDone ? columnsOf(DONE) : columnsOf(TO_DO)}
        rows={lines.toSorted(
          (one, other) =>
            order.indexOf(one.outcome) - order.indexOf(other.outcome) ||
            Math.sign(other.kept.length) - Math.sign(one.kept.length) ||
            one.row - other.row,
        )}
        rowKey={({ row }) => String(row)}
        empty="Aucune ligne."
      />
    </>
  );
}

type Words = Record<Outcome, { label: string; tone: Tone }>;
const TO_DO: Words = {
  new: { label: 'À importer', tone: 'progress' },
  known: { label: 'Déjà enregistrée', tone: 'neutral' },
  refused: { label: 'Refusée', tone: 'danger' },
};
const DONE: Words = { ...TO_DO, new: { label: 'Importée', tone: 'good' } };

const columnsOf = (words: Words): Column<ImportedLine>[] => [
  { header: 'Ligne', cell: ({ row }) => row, numeric: true },
  { header: 'Résultat', cell: ({ outcome }) => <Badge {...words[outcome]} /> },
  {
    header: 'Détail',
    cell: ({ told, faults, kept }) => (
      <>
        {told}
        {[...faults, ...kept].length > 0 && (
          <ul>
            {[...faults, ...kept].map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field && <strong>{field} : </strong>}
                {message}
              </li>
            ))}
          </ul>
        )}
      </>
    ),
  },
];
