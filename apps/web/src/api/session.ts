import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { discardDraftsOf } from '../drafts/drafts';
import { ApiProblem, get, send, setCsrfToken } from './client';
import type { Elsewhere, Me } from './contract';
import { leaveToSignOut } from './identity-provider';
import { tellOtherTabs } from './other-tabs';

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Me | null> => {
    const me = await get<Me>('/session').catch(nobody);
    setCsrfToken(me?.csrfToken ?? null);
    return me;
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

function nobody(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 401) return null;
  throw error;
}

/** For pages behind the guard, where somebody is always signed in. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('This page needs a session');
  return data;
}

/** After signing in: nothing read for the person before may remain. */
export function useRenewSession(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const before = client.getQueryData(sessionQuery.queryKey);
    const me = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, me);
    if (me?.userCode !== before?.userCode) tellOtherTabs();
  };
}

/** A sign-in page of its own: nothing read for this person remains in it, nor that they will be back where they were. */
export function useSignOut() {
  const { userCode } = useMe();
  return useMutation({
    mutationFn: () => send<Partial<Elsewhere>>('DELETE', '/session', {}),
    onSuccess: ({ location }) => {
      discardDraftsOf(userCode);
      tellOtherTabs();
      // A browser that goes back may bring this page again as it was: it has to ask anew who is signed in.
      window.addEventListener('pageshow', () => window.location.reload());
      if (location) leaveToSignOut({ location });
      else window.location.assign('/connexion?deconnecte');
    },
  });
}
