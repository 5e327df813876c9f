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

const SESSION_CHANGES = new Set(['not-signed-in', 'password-change-required', 'second-factor-required']);

/** The session ended, or a password or a second factor comes first: the guard sends to the right page. */
function noticeSessionChange(error: Error): void {
  if (!(error instanceof ApiProblem)) return;
  // Asked anew, and not taken for ended: another cookie may have come while this was under way.
  if (SESSION_CHANGES.has(error.code)) {
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
}
