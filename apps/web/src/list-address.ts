import { useSearchParams } from 'react-router';

/** The address of a list that comes page by page: what it is filtered by is all in there. */
export function useListAddress<Name extends string>(here: string, names: readonly Name[]) {
  const [search] = useSearchParams();
  const values = names.map((name) => [name, search.get(name) ?? undefined]);
  return {
    filter: Object.fromEntries(values) as Record<Name, string | undefined>,
    isFiltered: search.size > 0,
    /** With the same filters, from the beginning on or behind a page. */
    pageAt(cursor?: string): string {
      const params = new URLSearchParams(search);
      params.delete('cursor');
      if (cursor) params.set('cursor', cursor);
      return `${here}?${params}`;
    },
  };
}
