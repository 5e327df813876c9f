import type { Type } from '@nestjs/common';
import type { Instant } from '../calendar/instant.ts';
import type { Principal, UserRole } from '../http/access.ts';
import type { Consulted } from '../http/consultations.ts';
import type { Fragment } from '../postgres/fragment.ts';
import type { FoundKind } from './found.view.ts';
import type { Sort } from './sorting.ts';

/** Who asks, and when. */
export interface Asking {
  readonly reader: Principal;
  readonly now: Instant;
  /** What is searched and filtered by. */
  readonly query: ListQuery;
}

/** What narrows a list: the field of the query, which checks the value, and the rows that it leaves. */
export interface ListFilter {
  readonly field: PropertyDecorator;
  /** The value is as `field` has let it pass, or undefined when none was given; null leaves all rows. */
  readonly where: (value: never, asking: Asking) => Fragment | null;
}

/** A filter that leaves all rows while it has no value. */
export const filter = <Value>(
  field: PropertyDecorator,
  where: (value: Value, asking: Asking) => Fragment,
): ListFilter => ({
  field,
  where: (value: Value | undefined, asking: Asking) => (value === undefined ? null : where(value, asking)),
});

/** A column of the exported file: its header, and what of a row is in it. */
export type CsvColumn<View> = readonly [
  header: string,
  cell: (view: View) => string | number | null | undefined,
];

/** How the search over everything shows the rows of a list. */
interface FoundIn<View> {
  readonly kind: FoundKind;
  /** Path of the list in the web application, and the filters without which it leaves rows out. */
  readonly page: string;
  readonly filters?: Readonly<Record<string, string>>;
  readonly as: (view: View) => { readonly title: string; readonly detail: string; readonly href: string };
}

/** All that a list is, but for who sees which rows and what becomes of them (`List`). */
export interface ListDeclaration<View extends object> {
  /** Below `/api`; the file is at the same path with `.csv`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly roles: readonly [UserRole, ...UserRole[]];
  /** `@Reads` of the read models that it is read from. */
  readonly reads: MethodDecorator;
  /** Under which name exporting it is recorded; and reading it, where that is. */
  readonly recordsExport: Consulted;
  readonly recordsReading?: Consulted;
  /** Name of the file, without its ending. */
  readonly file: string;
  /** What a row is shown as. */
  readonly view: Type<View>;
  /** SQL: where the rows are, and their columns. What only shows them is looked up for a page (`List.views`), not joined. */
  readonly from: string;
  readonly columns: string;
  /** The rows that a search finds: `matches` says that a `searchable` column has every word. */
  readonly searched: (matches: (column: string) => Fragment) => Fragment;
  readonly filters: Readonly<Record<string, ListFilter>>;
  readonly sorts: Readonly<Record<string, Sort>>;
  /** The order while none is asked for: the name of a sort, or `-name`. */
  readonly order: string;
  readonly csv: readonly CsvColumn<View>[];
  /** Absent where the search over everything leaves the list out. */
  readonly found?: FoundIn<View>;
}

/** What is asked of a list: text to search, order, and filters by their names. */
export interface ListQuery {
  readonly q?: string;
  readonly sort?: string;
  readonly [filter: string]: unknown;
}

/** Which part of it. */
export interface PageQuery extends ListQuery {
  readonly cursor?: string;
  readonly limit?: number;
}
