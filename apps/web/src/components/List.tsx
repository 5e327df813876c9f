import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { tagOf } from '../api/client';
import { firstRows } from '../api/first-rows';
import { queries } from '../api/queries';
import { plural } from '../format';
import { useListAddress } from '../list-address';
import { BulkActions } from './BulkActions';
import { type BulkAct, deedFor } from './bulk-act';
import { MOST_CHOSEN, useChosen } from './chosen-rows';
import { type Column, DataTable } from './DataTable';
import { Download } from './Download';
import { FilterBar } from './FilterBar';
import { type Option, Select, TextField } from './fields/fields';
import { useFocusAfterChange } from './focus-after-change';
import { Loaded } from './Loaded';
import type { ListColumn, ListDeclaration, ListFilter } from './list-declaration';
import { Pager } from './Pager';
import { PrintedCriteria } from './PrintedCriteria';

/** The server counts no further. */
const MOST_COUNTED = 10_000;

interface Props<Row> {
  list: ListDeclaration<Row>;
  /** What can be done to many rows in one act. */
  bulk?: BulkAct<Row>;
  /** Between the filters and the table. */
  above?: (rows: Row[]) => ReactNode;
}

export function List<Row>({ list, bulk, above }: Props<Row>) {
  const { here, path, order } = list;
  const names = ['q', 'sort', 'cursor', ...list.filters.map(({ name }) => name)];
  const { filter, isFiltered, pageAt, sortedBy } = useListAddress(here, names);
  const params = { ...list.fixed, ...filter };
  const page = useQuery(queries.list<Row>(path, params));
  const { cursor, ...shown } = filter;
  const client = useQueryClient();
  // What is chosen goes on over the pages of a filter, and ends with it.
  const chosen = useChosen(bulk, list.rowKey, JSON.stringify(shown), tagOf(path, params));
  const sorts = sortOptions(list.columns);
  const summary = useRef<HTMLParagraphElement>(null);
  useFocusAfterChange(summary, { address: JSON.stringify(filter), cursor, isRead: page.isSuccess });

  return (
    <>
      <FilterBar reset={here}>
        <TextField type="search" name="q" label="Rechercher" hint={list.searched} defaultValue={filter.q} />
        {list.filters.map((one) => (
          <FilterField key={one.name} filter={one} value={filter[one.name]} />
        ))}
        {sorts.length > 0 && (
          <div className="sort-choice">
            <Select
              name="sort"
              label="Trier par"
              none="Ordre habituel"
              options={sorts}
              defaultValue={filter.sort}
            />
          </div>
        )}
      </FilterBar>
      <Loaded query={page}>
        {({ items, next, count }) => (
          <>
            <PrintedCriteria
              list={list}
              filter={filter}
              shown={
                next || cursor ? plural(items.length, 'ligne de cette page', 'lignes de cette page') : null
              }
            />
            {count > 0 && (
              <div className="list-summary">
                <p ref={summary} tabIndex={-1}>
                  {list.counted(count)}
                  {count >= MOST_COUNTED && ' ou plus'}
                </p>
                <Download isExport path={`${path}.csv`} params={{ ...list.fixed, ...shown }}>
                  Télécharger en CSV
                </Download>
              </div>
            )}
            {above?.(items)}
            {bulk && (
              <BulkActions
                act={bulk}
                rows={items}
                idOf={list.rowKey}
                chosen={chosen}
                whole={{
                  count,
                  read: () => firstRows<Row>(client, path, { ...list.fixed, ...shown }, MOST_CHOSEN),
                }}
              />
            )}
            <DataTable
              caption={list.caption}
              columns={list.columns
                .filter(({ isNeeded }) => isNeeded?.(items) ?? true)
                .map(({ sort, ...column }) => ({
                  ...column,
                  sorting: sort ? sortingBy(sort, filter.sort ?? order) : undefined,
                }))}
              rows={items}
              rowKey={list.rowKey}
              choice={bulk && items.some((row) => deedFor(bulk, row)) ? chosen.choice : undefined}
              empty={isFiltered ? 'Rien ne répond à ces critères.' : list.empty}
            />
            <Pager
              label="Pages de la liste"
              first={cursor ? pageAt() : null}
              older={next && pageAt(next)}
              words={['Revenir au début', 'Page suivante']}
            />
          </>
        )}
      </Loaded>
    </>
  );

  function sortingBy(sort: string, now: string): Column<Row>['sorting'] {
    const isAscending = now === sort;
    const next = isAscending ? `-${sort}` : sort;
    const direction = isAscending ? 'ascending' : now === `-${sort}` ? 'descending' : null;
    return { to: sortedBy(next === order ? undefined : next), direction };
  }
}

function FilterField({ filter, value }: { filter: ListFilter; value?: string }) {
  if ('isHidden' in filter) return value ? <input type="hidden" name={filter.name} value={value} /> : null;
  return 'options' in filter ? (
    // Options that are read later than the address: the choice is made once they are there.
    <Select
      key={filter.options.length}
      {...filter}
      options={withChoice(filter.options, value)}
      defaultValue={value}
    />
  ) : (
    <TextField {...filter} defaultValue={value} />
  );
}

/** What is offered no more, in an address of before, is shown as it is: else the bar would say that nothing was chosen. */
const withChoice = (options: Option[], chosen: string | undefined): Option[] =>
  !chosen || options.length === 0 || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }];

/** Where there are no headers to sort by: on a narrow screen. */
const sortOptions = (columns: ListColumn<never>[]): Option[] =>
  columns.flatMap(({ header, sort }) =>
    sort
      ? [
          { value: sort, label: header },
          { value: `-${sort}`, label: `${header}, à l’inverse` },
        ]
      : [],
  );
