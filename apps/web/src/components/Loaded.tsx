import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Notice } from './Notice';

/** What was read, or that it is being read, or why it could not be. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.isSuccess) return children(query.data);
  if (query.isPending) return <Loading />;
  return (
    <div role="alert">
      <Notice tone="danger">
        <p>{query.error.message}</p>
        <button type="button" className="button" onClick={() => query.refetch()}>
          Réessayer
        </button>
      </Notice>
    </div>
  );
}

export function Loading() {
  return (
    <p className="loading" role="status">
      Chargement…
    </p>
  );
}
