import { createHmac } from 'node:crypto';
import { ConfigurationError } from '../config/config.ts';
import type { Sql } from './database.ts';
import type { MigrationStep } from './migrations.ts';

/** What a secret is recognised by, and not found out from. */
const markOf = (nameSecret: string): Buffer =>
  createHmac('sha256', nameSecret).update('greffe/v1/name-secret').digest();

/** A register knows its secret from then on: passwords that another one had sealed would open nothing any more, and nobody would say why. */
export const nameSecretSteps: readonly MigrationStep[] = [
  async (sql, { nameSecret }) => {
    await sql.query(`CREATE TABLE platform.name_secret (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      mark bytea NOT NULL
    )`);
    await sql.query('INSERT INTO platform.name_secret (mark) VALUES ($1)', [markOf(nameSecret)]);
  },
];

/** @throws ConfigurationError where it is not that of the register */
export async function expectNameSecret(sql: Sql, nameSecret: string): Promise<void> {
  const { rows } = await sql.query<{ mark: Buffer }>('SELECT mark FROM platform.name_secret');
  if (rows[0]!.mark.equals(markOf(nameSecret))) return;
  throw new ConfigurationError(
    'GREFFE_NAME_SECRET (GREFFE_SECRET, where it is not set) is not the secret of this register, which it has for life',
  );
}
