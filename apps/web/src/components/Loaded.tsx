import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/client';
import { Notice } from './Notice';

/** What was read, or that it is being read, or why it could not be. What was read stays, beside why it could not be read again. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.isPending) return <Loading />;
  return (
    <>
      {query.isError && <Failure error={query.error} retry={() => query.refetch()} />}
      {query.data !== undefined && (query.isSuccess || mayPass(query.error)) && children(query.data)}
    </>
  );
}

function Failure({ error, retry }: { error: Error; retry: () => unknown }) {
  return (
    <div role="alert">
      <Notice tone="danger">
        <p>{messageOf(error)}</p>
        {mayPass(error) && (
          <button type="button" className="button" onClick={retry}>
            Réessayer
          </button>
        )}
      </Notice>
    </div>
  );
}

/** What does not exist, or is not for the reader, will not do so on a second try. */
const mayPass = (error: Error) => !(error instanceof ApiProblem && REFUSALS.includes(error.status));
const REFUSALS = [400, 403, 404, 410, 422];

/** Of values in the address too: there is no field beside which to say what is wrong with them. */
const messageOf = (error: Error) =>
  error instanceof ApiProblem && error.errors.length > 0
    ? error.errors.map(({ message }) => message).join(' ')
    : error.message;

export function Loading() {
  return (
    <p className="loading" role="status">
      Chargement…
    </p>
  );
}
