import { Injectable } from '@nestjs/common';
import { Clock, Database, MINUTE_MS, NOT_WAITING, plusMs, policy } from '#platform';
import { hashOfToken, newBrowserToken } from '../sign-in/browser-token.ts';

export const challengeTable = `
  -- What a passkey has to sign. Each is for one browser, by the hash of its cookie, and for one answer.
  CREATE TABLE sign_in.challenges (
    browser_hash bytea PRIMARY KEY,
    challenge text NOT NULL,
    -- Whose key is being added; null where one is asked for.
    user_code text,
    ends_at timestamptz NOT NULL
  );
`;

/** Of one person, the challenge of one enrolment: those that were under way begin anew. */
export const oneChallenge = `
  DELETE FROM sign_in.challenges WHERE user_code IS NOT NULL;
  CREATE UNIQUE INDEX challenges_of ON sign_in.challenges (user_code) WHERE user_code IS NOT NULL;
`;

interface Challenge {
  readonly challenge: string;
  /** For the cookie of the browser. */
  readonly bearer: string;
}

const WHOLE_MS = policy.secondFactorMinutes * MINUTE_MS;

/** Challenges to passkeys: short-lived, and good for one answer from one browser. */
@Injectable()
export class Challenges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param userCode whose key is being added, in the place of what that person had begun before; null where one is asked for */
  async make(userCode: string | null): Promise<Challenge> {
    const [challenge, bearer] = [newBrowserToken(), newBrowserToken()];
    await this.database.query({
      name: 'challenge-make',
      text: `INSERT INTO sign_in.challenges SELECT $1, $2, $3, $4 FROM ${NOT_WAITING}
             ON CONFLICT (user_code) WHERE user_code IS NOT NULL DO UPDATE
               SET browser_hash = excluded.browser_hash, challenge = excluded.challenge, ends_at = excluded.ends_at`,
      values: [hashOfToken(bearer), challenge, userCode, plusMs(this.clock.now(), WHOLE_MS)],
    });
    return { challenge, bearer };
  }

  /** Uses it up, whatever the answer is worth; null when there is none for this browser and this end. */
  async take(bearer: string, userCode: string | null): Promise<string | null> {
    const { rows } = await this.database.query<{ challenge: string }>({
      name: 'challenge-take',
      text: `DELETE FROM sign_in.challenges USING ${NOT_WAITING}
             WHERE browser_hash = $1 AND user_code IS NOT DISTINCT FROM $2 AND ends_at > $3 RETURNING challenge`,
      values: [hashOfToken(bearer), userCode, this.clock.now()],
    });
    return rows[0]?.challenge ?? null;
  }

  async purge(): Promise<number> {
    const { rowCount } = await this.database.query('DELETE FROM sign_in.challenges WHERE ends_at <= $1', [
      this.clock.now(),
    ]);
    return rowCount ?? 0;
  }
}
