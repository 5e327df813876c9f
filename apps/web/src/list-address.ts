import { useSearchParams } from 'react-router';

/** The address of a list that comes page by page: what it is filtered by is all in there. */
export function useListAddress<Name extends string>(here: string, names: readonly Name[]) {
  const [search] = useSearchParams();
  const values = names.map((name) => [name, search.get(name) ?? undefined]);
  return {
    filter: Object.fromEntries(values) as Record<Name, string | undefined>,
    isFiltered: search.size > 0,
    /** With the same filters, from the beginning on or behind a page. */
    pageAt: (cursor?: string) => address({ cursor }),
    /** With the same filters, from the beginning on, in another order; without one, in the list’s own. */
    sortedBy: (sort?: string) => address({ sort, cursor: undefined }),
  };

  function address(changes: Record<string, string | undefined>): string {
    const params = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      params.delete(name);
      if (value) params.set(name, value);
    }
    return `${here}?${params}`;
  }
}
