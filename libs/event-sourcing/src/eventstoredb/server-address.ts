import { readFileSync } from 'node:fs';
import { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';
import { StoreMisconfigured } from '../event-store.ts';

export interface NodeAddress {
  readonly address: string;
  readonly port: number;
}

/** Where and as whom the server is asked, without the password. */
export interface ServerAddress {
  readonly nodes: readonly NodeAddress[];
  readonly user: string | null;
  /** Null without TLS; `ca` in PEM where the connection string names its file, else what Node.js trusts. */
  readonly tls: { readonly ca?: Buffer } | null;
}

/** @throws Error when the connection string is none; StoreMisconfigured when it names a file that cannot be read */
export function serverAddress(connectionString: string): ServerAddress {
  const { hosts, defaultCredentials, tls = true, tlsCAFile } = parseConnectionString(connectionString);
  const user = defaultCredentials?.username ?? null;
  if (!tls) return { nodes: hosts, user, tls: null };
  return { nodes: hosts, user, tls: tlsCAFile ? { ca: contentOf(tlsCAFile) } : {} };
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StoreMisconfigured(error, `The authority’s certificate (tlsCAFile) cannot be read: ${file}`);
  }
}
