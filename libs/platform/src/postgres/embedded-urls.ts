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

/** Of what a system takes for the path of a socket: 104 bytes on macOS. */
const LONGEST_SOCKET = 100;

/**
 * The folder of the server's socket, which takes half the processor time of a loopback address; null where the path of `home` is too long
 * for one.
 */
export const socketFolderIn = (home: string): string | null =>
  Buffer.byteLength(join(home, socketNamed(65_535))) <= LONGEST_SOCKET ? home : null;

/** As PostgreSQL names it. */
export const socketNamed = (port: number | ''): string => `.s.PGSQL.${port}`;

/** The same database by the server's socket. */
export const bySocket = (url: string, folder: string | null): string =>
  folder === null ? url : `${url}?host=${encodeURIComponent(folder)}`;
