import type { QueryClient } from '@tanstack/react-query';
import type { Params } from './client';
import { queries } from './queries';

const MOST_OF_A_PAGE = 100;

/** The first rows of a list of the server, page by page. */
export async function firstRows<Row>(
  client: QueryClient,
  path: string,
  params: Params,
  most: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null && rows.length < most; ) {
    const limit = String(Math.min(MOST_OF_A_PAGE, most - rows.length));
    const query = queries.list<Row>(path, { ...params, limit, cursor });
    const { items, next } = await client.fetchQuery({ ...query, staleTime: 0 });
    rows.push(...items);
    cursor = next;
  }
  return rows;
}
