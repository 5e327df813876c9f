import { AccessDeniedError } from '@eventstore/db-client';
import { StoreMisconfigured, StoreUnavailable } from '../event-store.ts';
import { probe } from './probe.ts';
import type { ServerAddress } from './server-address.ts';

/** The code of gRPC with which a wrong password, or an unknown user, is answered. */
const UNAUTHENTICATED = 16;
/** How the client says that no node was found to ask. */
const NOT_FOUND = /^Failed to discover/;

/** Why the server did not answer, for the operator: which nodes were asked, as whom, and what to do. */
export async function diagnose(
  failure: unknown,
  { nodes, user, tls }: ServerAddress,
): Promise<StoreUnavailable> {
  const names = nodes.map(({ address, port }) => `${address}:${port}`);
  const at = names.join(', ');
  if (failure instanceof AccessDeniedError) {
    return new StoreMisconfigured(failure, `The event store at ${at} ${refusalOf(failure, user)}`);
  }
  const found = await Promise.all(nodes.map((node) => probe(node, tls)));
  if (found.every(({ what }) => what === 'shut')) {
    return new StoreMisconfigured(
      failure,
      `The event store at ${at} is not what the configuration says: ${found[0]!.words}`,
    );
  }
  const message = messageOf(failure);
  const what = NOT_FOUND.test(message) ? 'no node leads' : message;
  const each = names.map((name, index) => `${name} ${found[index]!.words}`).join('; ');
  const [only, another] = found;
  let reason = `${what}: ${each}`;
  if (only?.what === 'away' && !another) reason = only.words;
  else if (!another && what === message) reason = message;
  return new StoreUnavailable(failure, reason, `The event store at ${at} is unavailable: ${reason}`);
}

/** The same each time: without the moment, and the note, that gRPC adds to it. */
const messageOf = (failure: unknown): string =>
  (failure instanceof Error ? failure.message : String(failure))
    .split('\n', 1)[0]!
    .replace(/ \(\d{4}-\d\d-\d\dT[^)]*\)/g, '')
    .replace(/ Resolution note:.*$/, '');

function refusalOf({ code }: AccessDeniedError, user: string | null): string {
  if (user === null) return 'wants a user and a password: the connection string names none';
  if (code === UNAUTHENTICATED) return `knows no user ${user} with this password`;
  return `does not let the user ${user} read the log and write to it: it must be in a group that may read $all`;
}
