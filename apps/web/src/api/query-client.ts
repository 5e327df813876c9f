import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './client';
import { sessionQuery } from './session';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSessionChange }),
  mutationCache: new MutationCache({ onError: noticeSessionChange }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiProblem && error.status >= 500,
    },
  },
});

/** The session ended, or a password or a second factor comes first: the guard sends to the right page. */
function noticeSessionChange(error: Error): void {
  if (!(error instanceof ApiProblem)) return;
  if (error.code === 'not-signed-in') queryClient.setQueryData(sessionQuery.queryKey, null);
  if (error.code === 'password-change-required' || error.code === 'second-factor-required') {
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
}
