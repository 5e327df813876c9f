import type { Params } from '../../api/client';
import { addDays, today } from '../../days';

/** What the journal shows; kept whole in the address, so that a link shows the same lines. */
export interface ConnectionFilter {
  from: string;
  to: string;
  userCode?: string;
  outcome?: string;
  address?: string;
}

const DEFAULT_DAYS = 7;

/** The last seven days, today included. */
export const defaultFilter = (): ConnectionFilter => ({
  from: addDays(today(), 1 - DEFAULT_DAYS),
  to: today(),
});

export function filterOf(search: URLSearchParams): ConnectionFilter {
  const { from, to } = defaultFilter();
  return {
    from: search.get('from') ?? from,
    to: search.get('to') ?? to,
    userCode: search.get('userCode') ?? undefined,
    outcome: search.get('outcome') ?? undefined,
    address: search.get('address') ?? undefined,
  };
}

/** The journal's own path with this filter. */
export function pathOf(filter: ConnectionFilter, cursor?: string): string {
  const params: Params = { ...filter, cursor };
  const given = Object.entries(params).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return `/connexions?${new URLSearchParams(given)}`;
}
