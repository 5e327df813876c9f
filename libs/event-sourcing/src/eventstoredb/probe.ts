import { connect as connectSocket, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { inTime } from '#platform';
import type { NodeAddress, ServerAddress } from './server-address.ts';

const PROBE_MS = 500;

/** What came of connecting to one node: only a wrong configuration is `shut`. */
export interface Probed {
  readonly what: 'answers' | 'away' | 'shut';
  /** In a few words, for an operator. */
  readonly words: string;
}

const UNKNOWN_AUTHORITY =
  'its certificate is of an unknown authority: name the file of that authority (tlsCAFile)';
const NO_TLS = 'it does not speak TLS (tls=false)';
const TLS = 'it speaks TLS: take tls=false away';

/** What is wrong between us, by the codes of OpenSSL and Node.js. */
const SHUT: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for other host names',
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
};

const AWAY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ECONNREFUSED, nobody listens there',
  ENOTFOUND: 'ENOTFOUND, no such host',
};

/** Connects as the client does, and leaves at once. */
export async function probe(node: NodeAddress, tls: ServerAddress['tls']): Promise<Probed> {
  try {
    await connect(node, tls);
    if (!tls && (await speaksTls(node))) return { what: 'shut', words: TLS };
    return { what: 'answers', words: 'answers' };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (SHUT[code]) return { what: 'shut', words: SHUT[code] };
    return { what: 'away', words: AWAY[code] ?? (code || message) };
  }
}

/** Whoever it is: a server with TLS says nothing to who comes without. */
const speaksTls = (node: NodeAddress): Promise<boolean> =>
  connect(node, { rejectUnauthorized: false }).then(
    () => true,
    () => false,
  );

/** @throws Error when there is no connection, or none in time */
async function connect({ address: host, port }: NodeAddress, tls: ConnectionOptions | null): Promise<void> {
  let socket: Socket | undefined;
  try {
    const connected = new Promise<void>((resolve, reject) => {
      socket = tls
        ? connectTls({ host, port, ...tls }, () => resolve())
        : connectSocket(port, host, () => resolve());
      socket.once('error', reject);
    });
    await inTime(connected, PROBE_MS, () => new Error('does not answer'));
  } finally {
    socket?.destroy();
  }
}
