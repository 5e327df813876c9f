import { Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** What is kept of the holders of codes beside the log. */
@Injectable()
export class SignInData {
  constructor(private readonly database: Database) {}

  /** Of those who are erased. */
  async forget(userCodes: readonly string[]): Promise<void> {
    for (const table of ['sessions', 'credentials']) {
      await this.database.query(`DELETE FROM sign_in.${table} WHERE user_code = ANY ($1)`, [userCodes]);
    }
  }
}
