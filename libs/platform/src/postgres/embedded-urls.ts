/** The database of Greffe in its embedded PostgreSQL, and whose it is. */
export const OWNER = 'greffe';
export const DATABASE = 'greffe';
/** Whom the program signs in as: it may not change the log. */
const PROGRAM = 'greffe_program';

export const ownerUrl = (port: number | string, password: string, database = DATABASE): string =>
  `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;

export const programUrl = (port: number | string, password: string): string =>
  `postgres://${PROGRAM}:${password}@127.0.0.1:${port}/${DATABASE}`;
