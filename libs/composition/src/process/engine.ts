import { once } from 'node:events';
import { connect } from 'node:net';
import { StoreMisconfigured, StoreUnavailable } from '#event-sourcing';
import { type Config, isOutage, OwnerNeeded } from '#platform';

const CONNECT_MS = 5000;
const REDIS_PORT = 6379;
const UNREADABLE = 'the configured address';

/** An engine that runs elsewhere. */
export interface Engine {
  readonly name: string;
  /** With the password: only host and port are ever told. */
  readonly url: string;
}

/** The engine whose absence this error tells of; null when it tells of something else, or waiting is of no use. */
export function missingEngine({ databaseUrl, eventStoreUrl }: Config, error: unknown): Engine | null {
  if (error instanceof StoreMisconfigured) return null;
  if (eventStoreUrl && error instanceof StoreUnavailable)
    return { name: 'the event store', url: eventStoreUrl };
  const comes = error instanceof StoreUnavailable || error instanceof OwnerNeeded || isOutage(error);
  if (!databaseUrl || !comes) return null;
  return { name: 'PostgreSQL', url: databaseUrl };
}

/** The host and port of an engine's address, several for a cluster; nothing of what may be a password. */
export function addressOf(url: string): string {
  const [, authority = '', rest = ''] = /^[^:]+:\/\/([^/?#]*)(.*)$/.exec(url) ?? [];
  // A password with a slash that is not escaped
  if (rest.includes('@')) return UNREADABLE;
  return authority.slice(authority.lastIndexOf('@') + 1) || UNREADABLE;
}

/** Resolves when something listens where Redis should; rejects with the system's error otherwise. */
export async function redisListens(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || REDIS_PORT), hostname.replace(/^\[|\]$/g, ''));
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_MS) });
  } finally {
    socket.destroy();
  }
}
