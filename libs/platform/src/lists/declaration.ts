import type { Type } from '@nestjs/common';
import type { Instant } from '../calendar/instant.ts';
import type { Principal, UserRole } from '../http/access.ts';
import type { Consulted } from '../http/consultations.ts';
import type { Fragment } from './fragment.ts';
import type { Sort } from './sorting.ts';

/** Who asks, and when. */
export interface Asking {
  readonly reader: Principal;
  readonly now: Instant;
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
  /** SQL: the tables, and the columns of a row. */
  readonly from: string;
  readonly columns: string;
  /** That a row is `LIKE` a pattern: one of its columns is, as `searchable` has made it. */
  readonly searched: (pattern: Fragment) => Fragment;
  readonly filters: Readonly<Record<string, ListFilter>>;
  readonly sorts: Readonly<Record<string, Sort>>;
  /** The order while none is asked for: the name of a sort, or `-name`. */
  readonly order: string;
  readonly csv: readonly CsvColumn<View>[];
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
