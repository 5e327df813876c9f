import pg from 'pg';

/** SQLSTATE: no connection (08), too many (53), stopped or given up by the server (57), a stand-by (25006). */
const SQLSTATES = /^(08|53|57|25006)/;
const SYSTEM_ERRORS = /^E(CONN|PIPE|TIMEDOUT|AI_AGAIN|HOST|NET|NOTFOUND)/;
/** Whatever the system says then: of a server that is away, the socket is a file that is not there (ENOENT). */
const CONNECTING = 'connect';
/** What `pg` says without a code. */
const SENTENCES =
  /^(Connection terminated|timeout ex|Client (has encountered|was closed)|Query read timeout|Cannot use a pool)/;

/** PostgreSQL cannot be reached, or did not answer in time: not a mistake of the one who asked. */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof pg.DatabaseError) return SQLSTATES.test(code);
  if ('syscall' in error && error.syscall === CONNECTING) return true;
  return SYSTEM_ERRORS.test(code) || ('message' in error && SENTENCES.test(String(error.message)));
}

/** A statement names a table, a column or a schema that the database does not have (SQLSTATE 42P01, 42703, 3F000). */
export const namesWhatIsMissing = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && ['42P01', '42703', '3F000'].includes(error.code ?? '');
