import type { Params } from '../api/client';
import type { Column } from './DataTable';
import type { Option } from './fields/fields';

export interface ListColumn<Row> extends Omit<Column<Row>, 'sorting'> {
  /** The order of the server that sorts by it. */
  sort?: string;
  /** Left out where it says no. */
  isNeeded?: (rows: Row[]) => boolean;
}

export type ListFilter = { name: string } & (
  | {
      label: string;
      /** The words for no choice. */
      none: string;
      options: Option[];
    }
  | { label: string; type: 'date' | 'text' }
  /** Only from links; the page says by itself what it is filtered by. */
  | { isHidden: true }
);

/** A list of the server as a page shows it: searched, filtered, sorted, counted and exported, all in the address. */
export interface ListDeclaration<Row> {
  /** Path of the page, and of the list in the API. */
  here: string;
  path: string;
  /** What the page itself filters by, beside its address. */
  fixed?: Params;
  caption: string;
  columns: ListColumn<Row>[];
  rowKey: (row: Row) => string;
  /** What is searched, said below the field. */
  searched: string;
  filters: ListFilter[];
  /** The order while none is chosen. */
  order: string;
  /** « 3 codes » */
  counted: (count: number) => string;
  /** When there is nothing without any filter. */
  empty: string;
}
