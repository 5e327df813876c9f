import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { ApiProblem, get, send, setCsrfToken } from './client';
import type { Me } from './contract';

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
    const me = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, me);
  };
}

/** `leave` goes to an open page first: the guard would otherwise see that nobody is signed in any more. */
export function useSignOut(leave: () => void | Promise<void>) {
  const client = useQueryClient();
  const forget = async () => {
    await leave();
    client.setQueryData(sessionQuery.queryKey, null);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    setCsrfToken(null);
  };
  return useMutation({ mutationFn: () => send('DELETE', '/session', {}), onSuccess: forget });
}
