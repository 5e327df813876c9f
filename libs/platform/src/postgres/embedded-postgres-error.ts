/** PostgreSQL could not be started or kept. The message is one line for the operator: what is wrong, what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
