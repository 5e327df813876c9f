import type { Clock } from '../clock.ts';
import { BYTE_ORDER_MARK, csvLine } from '../csv.ts';
import type { Principal } from '../http/access.ts';
import type { Database, Statement } from '../postgres/database.ts';
import type { Asking, ListDeclaration, ListQuery, PageQuery } from './declaration.ts';
import { every, type Fragment, fragment, verbatim } from './fragment.ts';
import { matching } from './search.ts';
import { Sorting } from './sorting.ts';

export const MOST_OF_A_PAGE = 100;
const DEFAULT_LIMIT = 50;
/** Of a file it is more at a time: nobody looks at them one by one. */
const CSV_PAGE = 1000;

/** A piece of a list. */
export interface ListPage<View> {
  readonly items: readonly View[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** How many rows the filters leave, on all pages. */
  readonly count: number;
}

/**
 * A list that people search, filter, sort, page through and export. What it is made of is a declaration; a class says who
 * sees which rows, and makes views of them.
 */
export abstract class List<Row extends object, View extends object> {
  abstract readonly declared: ListDeclaration<View>;

  constructor(
    protected readonly database: Database,
    protected readonly clock: Clock,
  ) {}

  /** The rows that a reader may see at all. */
  protected abstract scope(asking: Asking): Fragment | Promise<Fragment>;

  /** What a reader is shown of rows, one for each, in their order. */
  protected abstract views(rows: readonly Row[], asking: Asking): View[] | Promise<View[]>;

  /** @throws Refusal bad-cursor, also when the cursor is one of another order */
  async page(
    { cursor, limit = DEFAULT_LIMIT, ...query }: PageQuery,
    reader: Principal,
  ): Promise<ListPage<View>> {
    const asking = { reader, now: this.clock.now() };
    const condition = await this.condition(query, asking);
    const [{ rows, next }, count] = await Promise.all([
      this.read(condition, this.sorting(query), cursor, limit),
      this.count(condition),
    ]);
    return { items: await this.views(rows, asking), next, count };
  }

  /** All rows as lines of a file, read page by page. */
  async *csv(query: ListQuery, reader: Principal): AsyncIterable<string> {
    const { csv } = this.declared;
    const asking = { reader, now: this.clock.now() };
    const condition = await this.condition(query, asking);
    yield BYTE_ORDER_MARK + csvLine(csv.map(([header]) => header));
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { rows, next } = await this.read(condition, this.sorting(query), cursor, CSV_PAGE);
      const views = await this.views(rows, asking);
      yield views.map((view) => csvLine(csv.map(([, cell]) => cell(view) ?? ''))).join('');
      cursor = next;
    }
  }

  private sorting({ sort }: ListQuery): Sorting {
    return new Sorting(this.declared.sorts, sort ?? this.declared.order);
  }

  private async condition({ q, sort: _, ...query }: ListQuery, asking: Asking): Promise<Fragment> {
    const { filters, searched } = this.declared;
    const narrowing = Object.entries(filters).map(([name, { where }]) => where(query[name] as never, asking));
    return every([
      await this.scope(asking),
      ...narrowing.filter((one) => one !== null),
      ...(q === undefined ? [] : [matching(q, searched)]),
    ]);
  }

  private async read(condition: Fragment, sorting: Sorting, cursor: string | undefined, limit: number) {
    const { from, columns } = this.declared;
    const rest = cursor === undefined ? condition : every([condition, sorting.behind(cursor)]);
    const found = await this.query<Row & { readonly place: readonly string[] }>(
      fragment`SELECT ${verbatim(columns)}, ${sorting.place} AS place FROM ${verbatim(from)}
        WHERE ${rest} ORDER BY ${sorting.orderBy} LIMIT ${limit + 1}`,
    );
    const rows: Row[] = found.slice(0, limit).map(({ place: _, ...row }) => row as unknown as Row);
    const last = found.length > limit ? found[limit - 1] : undefined;
    return { rows, next: last ? sorting.cursorAt(last.place) : null };
  }

  private async count(condition: Fragment): Promise<number> {
    const [counted] = await this.query<{ count: number }>(
      fragment`SELECT count(*)::int AS count FROM ${verbatim(this.declared.from)} WHERE ${condition}`,
    );
    return counted!.count;
  }

  private async query<Found extends object>(statement: Fragment): Promise<Found[]> {
    const { rows } = await this.database.query<Found>(statement.toStatement() as Statement);
    return rows;
  }
}
