import { AsyncLocalStorage } from 'node:async_hooks';

/** The HTTP request that is being answered. */
export interface ServedRequest {
  /** Shown to the person and written to every log line: how the two find each other. */
  readonly id: string;
  /** Of the events that it leads to; known once the request has an execution context. */
  correlationId?: string;
}

const current = new AsyncLocalStorage<ServedRequest>();

/** Runs `work` as the answer to `request`. */
export const serving = <T>(request: ServedRequest, work: () => T): T => current.run(request, work);

/** The request being answered; none in jobs, projections and reactors. */
export const servedRequest = (): ServedRequest | undefined => current.getStore();
