import { Inject } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { BYTE_ORDER_MARK, csvLine } from '../csv.ts';
import type { Principal } from '../http/access.ts';
import { badPeriod } from '../periods.ts';
import { Database } from '../postgres/database.ts';
import { every, type Fragment, fragment, verbatim } from '../postgres/fragment.ts';
import type { Counting } from './counting.ts';
import type { Asking, ListDeclaration, ListQuery, PageQuery } from './declaration.ts';
import { FOUND_KINDS, type FoundGroup } from './found.view.ts';
import { matching } from './search.ts';
import { Sorting } from './sorting.ts';

export const MOST_OF_A_PAGE = 100;
const DEFAULT_LIMIT = 50;
/** Of a file it is more at a time: nobody looks at them one by one. */
const CSV_PAGE = 1000;

/** So many rows are found and sorted in an instant. */
const FEW = 2000;
/** Beyond it nobody needs to know how many there are. */
export const MOST_COUNTED = 10_000;

/** A piece of a list. */
export interface ListPage<View> {
  readonly items: readonly View[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
  /** How many rows the filters leave, on all pages; at `MOST_COUNTED`, as many or more. */
  readonly count: number;
}

/** A row with where it stands in its order. */
interface Placed {
  readonly place: readonly string[];
}

interface Place {
  readonly cursor: string | null | undefined;
  readonly limit: number;
  /** Nobody waits for it any more. */
  readonly gone?: AbortSignal;
}

/**
 * A list that people search, filter, sort, page through and export. What it is made of is a declaration; a class says who
 * sees which rows, and makes views of them.
 */
export abstract class List<Row extends object, View extends object> implements Counting {
  abstract readonly declared: ListDeclaration<View>;

  @Inject(Database)
  protected readonly database!: Database;

  @Inject(Clock)
  private readonly clock!: Clock;

  /** The rows that a reader may see at all. */
  protected abstract scope(asking: Asking): Fragment | Promise<Fragment>;

  /** What a reader is shown of rows, one for each, in their order. */
  protected abstract views(rows: readonly Row[], asking: Asking): View[] | Promise<View[]>;

  /**
   * Its statements end when the reader has gone.
   * @throws Refusal bad-cursor, also when the cursor is one of another order; bad-period
   */
  async page(
    { cursor, limit = DEFAULT_LIMIT, ...query }: PageQuery,
    reader: Principal,
    gone?: AbortSignal,
  ): Promise<ListPage<View>> {
    const asking = { reader, now: this.clock.now(), query };
    const condition = await this.condition(asking);
    const sorting = this.sorting(query);
    const place = { cursor, limit, gone };
    const few = await this.fromFew(condition, sorting, place);
    const [{ rows, next }, count] =
      few === null
        ? await Promise.all([this.fromMany(condition, sorting, place), this.count(condition, place)])
        : [few, few.count];
    return { items: await this.views(rows, asking), next, count };
  }

  /** How many rows the filters leave; at `MOST_COUNTED`, as many or more. @throws Refusal bad-period */
  async countOf(query: ListQuery, reader: Principal, gone?: AbortSignal): Promise<number> {
    return this.count(await this.condition({ reader, now: this.clock.now(), query }), { gone });
  }

  /** The first rows that a search finds, as the search over everything shows them; null where it leaves the list out. */
  async find(q: string, most: number, reader: Principal, gone?: AbortSignal): Promise<FoundGroup | null> {
    const { found, roles } = this.declared;
    if (!found || !roles.includes(reader.role)) return null;
    const { items, count } = await this.page({ ...found.filters, q, limit: most }, reader, gone);
    const all = `${found.page}?${new URLSearchParams({ ...found.filters, q })}`;
    const { kind, as } = found;
    return { kind, title: FOUND_KINDS[kind], count, all, items: items.map(as) };
  }

  /** All rows as lines of a file, read page by page. */
  async *csv(query: ListQuery, reader: Principal): AsyncIterable<string> {
    const { csv } = this.declared;
    const asking = { reader, now: this.clock.now(), query };
    const condition = await this.condition(asking);
    const sorting = this.sorting(query);
    let lines = BYTE_ORDER_MARK + csvLine(csv.map(([header]) => header));
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const place = { cursor, limit: CSV_PAGE };
      const few = await this.fromFew(condition, sorting, place);
      const { rows, next } = few ?? (await this.fromMany(condition, sorting, place));
      const views = await this.views(rows, asking);
      lines += views.map((view) => csvLine(csv.map(([, cell]) => cell(view) ?? ''))).join('');
      yield lines;
      lines = '';
      cursor = next;
    }
  }

  private sorting({ sort }: ListQuery): Sorting {
    return new Sorting(this.declared.sorts, sort ?? this.declared.order);
  }

  private async condition(asking: Asking): Promise<Fragment> {
    const { filters, searched } = this.declared;
    const { q, sort: _, ...query } = asking.query;
    if (isReversed(query)) throw badPeriod();
    const narrowing = Object.entries(filters).map(([name, { where }]) => where(query[name] as never, asking));
    return every([
      await this.scope(asking),
      ...narrowing.filter((one) => one !== null),
      ...(q === undefined ? [] : [searched((column) => matching(q, column))]),
    ]);
  }

  /**
   * A page of few rows: all of them are found first, and then sorted. Null when they are many. PostgreSQL does not know how
   * many a search finds, and where it guesses wrong it walks through the whole order for them.
   */
  private async fromFew(condition: Fragment, sorting: Sorting, place: Place) {
    const found = fragment`MATERIALIZED (${this.rowsOf(condition, sorting)} LIMIT ${FEW + 1})`;
    const all = verbatim('(SELECT count(*)::int FROM found) AS count');
    const placed = await this.query<Placed & { count: number }>(
      sortedFrom(found, sorting, place, all),
      place,
    );
    const count = placed[0]?.count ?? (place.cursor ? await this.count(condition, place) : 0);
    return count > FEW ? null : { ...pageOf<Row>(placed, sorting, place), count };
  }

  /** A page of many rows: an index of the order meets enough of them soon. */
  private async fromMany(condition: Fragment, sorting: Sorting, place: Place) {
    const found = fragment`NOT MATERIALIZED (${this.rowsOf(condition, sorting)})`;
    return pageOf<Row>(await this.query<Placed>(sortedFrom(found, sorting, place), place), sorting, place);
  }

  private rowsOf(condition: Fragment, sorting: Sorting): Fragment {
    const { from, columns } = this.declared;
    return fragment`SELECT ${verbatim(columns)}, ${sorting.keys} FROM ${verbatim(from)} WHERE ${condition}`;
  }

  private async count(condition: Fragment, place: Pick<Place, 'gone'>): Promise<number> {
    const [counted] = await this.query<{ count: number }>(
      fragment`SELECT count(*)::int AS count FROM (
        SELECT FROM ${verbatim(this.declared.from)} WHERE ${condition} LIMIT ${MOST_COUNTED}) AS found`,
      place,
    );
    return counted!.count;
  }

  private async query<Answer extends object>(
    { text, values }: Fragment,
    { gone }: Pick<Place, 'gone'>,
  ): Promise<Answer[]> {
    const { rows } = await this.database.query<Answer>({ text, values, signal: gone });
    return rows;
  }
}

/** `from` and `to` are the days of a period wherever a list has them. */
const isReversed = ({ from, to }: ListQuery): boolean =>
  typeof from === 'string' && typeof to === 'string' && from > to;

/** One row more than the page has, which says whether there is another. */
function sortedFrom(found: Fragment, sorting: Sorting, { cursor, limit }: Place, also?: Fragment): Fragment {
  const columns = also ? fragment`*, ${also}` : verbatim('*');
  const behind = cursor ? sorting.behind(cursor) : verbatim('true');
  return fragment`WITH found AS ${found}
    SELECT ${columns}, ${sorting.place} AS place FROM found WHERE ${behind} ORDER BY ${sorting.orderBy} LIMIT ${limit + 1}`;
}

function pageOf<Row>(placed: readonly Placed[], sorting: Sorting, { limit }: Place) {
  const last = placed.length > limit ? placed[limit - 1] : undefined;
  const rows = placed.slice(0, limit).map((row) => sorting.withoutPlace(row) as Row);
  return { rows, next: last ? sorting.cursorAt(last.place) : null };
}
