import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { queries } from '../../api/queries';

const READ_AGAIN_MS = 1000;
const AWAITED_MS = 10_000;

/** What a declaration answers is noted a moment after it: the review is read again until then, and the page with it. */
export function useReview(id: string) {
  const client = useQueryClient();
  const [awaited, setAwaited] = useState<{ beyond: number; until: number } | null>(null);
  const query = useQuery({
    ...queries.accessReview(id),
    refetchInterval: ({ state }) =>
      state.data?.answered === awaited?.beyond && Date.now() < (awaited?.until ?? 0) ? READ_AGAIN_MS : false,
  });
  const answered = query.data?.answered ?? 0;

  useEffect(() => {
    if (awaited === null || answered === awaited.beyond) return;
    setAwaited(null);
    void client.invalidateQueries();
  }, [client, answered, awaited]);

  return { query, onDeclared: () => setAwaited({ beyond: answered, until: Date.now() + AWAITED_MS }) };
}
