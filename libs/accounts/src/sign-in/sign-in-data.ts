import { Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** What is kept of the holders of codes beside the log. */
@Injectable()
export class SignInData {
  constructor(private readonly database: Database) {}

  /** Of those who are erased: whatever table says of a code. */
  async forget(userCodes: readonly string[]): Promise<void> {
    const { rows } = await this.database.query<{ table: string }>(
      `SELECT format('sign_in.%I', table_name) AS "table" FROM information_schema.columns
       WHERE table_schema = 'sign_in' AND column_name = 'user_code'`,
    );
    for (const { table } of rows) {
      await this.database.query(`DELETE FROM ${table} WHERE user_code = ANY ($1)`, [userCodes]);
    }
  }
}
