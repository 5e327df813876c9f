import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MigrationStep } from './migrations.ts';

/** What a row lets somebody do: the seal of one kind is none of another. */
type Sealed = 'session' | 'half-sign-in' | 'password' | 'passkey' | 'provider-request' | 'verification';

/** What only the server can put under a row: whoever writes one by hand, or changes or moves one, cannot. */
export const rowSeal = (secret: string, what: Sealed, values: readonly unknown[]): Buffer =>
  createHmac('sha256', secret)
    .update(`${what}:${JSON.stringify(values)}`)
    .digest();

/** Whether `seal` is what one of the secrets puts there, in a time that says nothing of where it differs. */
export const isSealedBy = (
  secrets: readonly string[],
  sealOf: (secret: string) => Buffer,
  seal: Buffer,
): boolean =>
  secrets.some((secret) => {
    const right = sealOf(secret);
    return right.length === seal.length && timingSafeEqual(right, seal);
  });

/**
 * Gives a table its column of seals. What is there when it comes is taken as it is, once.
 * @param columns of a row, in SQL, as `sealOf` wants it
 */
export const sealsOf =
  <Row extends object>(
    table: string,
    columns: string,
    sealOf: (secret: string, row: Row) => Buffer,
  ): MigrationStep =>
  async (sql, { nameSecret }) => {
    await sql.query(`ALTER TABLE ${table} ADD COLUMN seal bytea`);
    const { rows } = await sql.query<Row & { place: string }>(
      `SELECT ${columns}, ctid::text AS place FROM ${table}`,
    );
    await sql.query(
      `UPDATE ${table} SET seal = kept.seal FROM unnest($1::text[], $2::bytea[]) AS kept (place, seal)
       WHERE ${table}.ctid = kept.place::tid`,
      [rows.map(({ place }) => place), rows.map((row) => sealOf(nameSecret, row))],
    );
    await sql.query(`ALTER TABLE ${table} ALTER COLUMN seal SET NOT NULL`);
  };
