import { join } from 'node:path';

/** The database of Greffe in its embedded PostgreSQL, and whose it is. */
export const OWNER = 'greffe';
export const DATABASE = 'greffe';
/** Whom the program signs in as: it may not change the log. */
const PROGRAM = 'greffe_program';

export const ownerUrl = (port: number | string, password: string, database = DATABASE): string =>
  `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;

export const programUrl = (port: number | string, password: string): string =>
  `postgres://${PROGRAM}:${password}@127.0.0.1:${port}/${DATABASE}`;

/** How PostgreSQL names its sockets: this, and the port. */
export const SOCKET = '.s.PGSQL.';
/** In bytes: macOS takes paths of 103 for a socket, Linux of 107. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Where the server puts its socket: a query takes half the processor time by it that it takes by a loopback address. Null where the path of
 * `home` is too long for one.
 */
export const socketFolderIn = (home: string): string | null =>
  Buffer.byteLength(join(home, `${SOCKET}65535`)) <= LONGEST_SOCKET_PATH ? home : null;

/** The same database by the server's socket, or by its address where it has none. */
export const bySocket = (url: string, folder: string | null): string =>
  folder === null ? url : `${url}?host=${encodeURIComponent(folder)}`;
