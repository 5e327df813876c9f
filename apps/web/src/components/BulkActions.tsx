import { useState } from 'react';
import type { BulkOutcome } from '../api/in-shares';
import { plural } from '../format';
import { ActionDialog } from './ActionDialog';
import { useAnnounce } from './Announcer';
import { BulkForm } from './BulkForm';
import { BulkResults, type Results } from './BulkResults';
import { type BulkAct, type BulkDeed, deedFor, deedsOf } from './bulk-act';
import { ChooseWhole, type WholeList } from './ChooseWhole';
import type { Chosen } from './chosen-rows';
import { UndoBulk } from './UndoBulk';

interface Props<Row> {
  act: BulkAct<Row>;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  chosen: Chosen<Row>;
  /** All that the filter leaves, where the rows are one page of it. */
  whole?: WholeList<Row>;
}

/** Above a list: ticks all rows that it can be done to, does it to those that are ticked, and says what became of each. */
export function BulkActions<Row>({ act, rows, idOf, chosen, whole }: Props<Row>) {
  const [outcome, setOutcome] = useState<{ deed: BulkDeed; results: Results }>();
  const announce = useAnnounce();
  const isPossible = (row: Row) => deedFor(act, row) !== undefined;
  const possible = rows.filter(isPossible);
  const onPage = new Map(rows.map((row) => [idOf(row), row]));
  // Of what is on the page, its present state; of what is on others, the one that it was chosen in.
  const tagById = new Map([...chosen.rows].map(([id, { tag }]) => [id, onPage.has(id) ? chosen.tag : tag]));
  const ticked = [...chosen.rows].map(([id, { row }]) => onPage.get(id) ?? row).filter(isPossible);
  const elsewhere = ticked.filter((row) => !onPage.has(idOf(row)));
  const areAll = possible.length > 0 && ticked.length - elsewhere.length === possible.length;

  /** Those that were refused, or not come to, stay chosen: to be looked at or tried again. */
  function tell(
    deed: BulkDeed,
    sent: readonly { id: string; name: string }[],
    { results: told, left, interruption }: BulkOutcome,
  ) {
    const names = new Map(sent.map(({ id, name }) => [id, name]));
    const refused = told.flatMap(({ id, refusal }) =>
      refusal ? [{ id, name: names.get(id) ?? id, message: refusal.message }] : [],
    );
    const ids = told.flatMap(({ id, refusal }) => (refusal ? [] : [id]));
    setOutcome({ deed, results: { ids, refused, left: left.length, interruption } });
    chosen.choose(ticked.filter((row) => !ids.includes(idOf(row))));
    announce(
      `${[
        deed.done(told.length - refused.length),
        ...(refused.length > 0 ? [plural(refused.length, 'refus', 'refus')] : []),
        ...(left.length > 0 ? [plural(left.length, 'pas traitée', 'pas traitées')] : []),
      ].join(', ')}.`,
    );
  }

  return (
    <>
      {outcome && <Told {...outcome} onUndone={() => setOutcome(undefined)} />}
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
          {ticked.length > 0 &&
            deedsOf(act).map((deed) => {
              const sent = ticked
                .filter(deed.isPossible)
                .map((row) => ({ id: idOf(row), name: deed.nameOf(row) }));
              return (
                sent.length > 0 && (
                  <ActionDialog
                    key={deed.path}
                    label={`${deed.label} (${sent.length})`}
                    title={deed.title(sent.length)}
                  >
                    <BulkForm
                      act={deed}
                      chosen={sent}
                      tag={earliest(sent.map(({ id }) => tagById.get(id)))}
                      onDone={(done) => tell(deed, sent, done)}
                    />
                  </ActionDialog>
                )
              );
            })}
          {elsewhere.length > 0 && (
            <>
              <span className="quiet">dont {plural(elsewhere.length, 'ligne', 'lignes')} d’autres pages</span>
              <button type="button" className="button" onClick={() => chosen.choose([])}>
                Ne rien choisir
              </button>
            </>
          )}
          {areAll && elsewhere.length === 0 && whole && whole.count > rows.length && (
            <ChooseWhole whole={whole} isPossible={isPossible} onRead={chosen.choose} />
          )}
        </div>
      )}
    </>
  );
}

/** What was read first says up to where all of them are known. */
const earliest = (tags: readonly (string | null | undefined)[]): string | undefined =>
  tags.flatMap((tag) => tag ?? []).sort()[0];

/** What became of each, and how it is taken back where it can be. */
function Told({
  deed: { done, undo },
  results,
  onUndone,
}: {
  deed: BulkDeed;
  results: Results;
  onUndone: () => void;
}) {
  return (
    <BulkResults {...results} said={done(results.ids.length)}>
      {undo && results.ids.length > 0 && <UndoBulk {...undo} ids={results.ids} onDone={onUndone} />}
    </BulkResults>
  );
}
