import { Injectable } from '@nestjs/common';
import { Database, type Instant, readAhead } from '#platform';
import type { AttemptOutcome } from '../../domain/connections.ts';

/** An attempt as the journal has it, whoever asks. */
export interface RecordedAttempt {
  readonly id: string;
  readonly at: Instant;
  readonly userCode: string | null;
  /** Whose code it is; null for an identifier that is no code. */
  readonly organismId: string | null;
  readonly outcome: AttemptOutcome;
  readonly address: string | null;
  /** As people tell them apart: `Firefox 140, Windows`; `unknown`, `other`. */
  readonly browser: string;
  readonly count: number;
}

/** The same for whoever looks at millions of them: `at` in milliseconds since 1970. */
export interface PassingAttempt extends Omit<RecordedAttempt, 'at' | 'address' | 'browser'> {
  readonly at: number;
  /** Of those of the same time, which came first: a whole number in decimal. */
  readonly place: string;
  /** Keyed hash of an identifier that is no code (R18). */
  readonly identifier: string | null;
  /** `unknown` when nobody told the address. */
  readonly network: string;
  readonly userAgent: string | null;
  /** ISO 3166-1; null where nothing says it. */
  readonly country: string | null;
  /** In the order in which they were tried, with a `+` between them. */
  readonly factors: string;
}

const PASSING = `
  id, place, (extract(epoch FROM at) * 1000)::float8 AS at, user_code AS "userCode",
    identifier_hash AS identifier, organism_id AS "organismId", outcome, network, user_agent AS "userAgent",
    count, country, replace(factors, ' ', '+') AS factors`;

/** As many as a socket holds: PostgreSQL sends the next ones while nobody listens, and few of them outlive a collection of garbage. */
const PAGE = 700;
/** Before every place and id. */
const FIRST = { place: '-1', id: '00000000-0000-0000-0000-000000000000' };

@Injectable()
export class RecordedAttempts {
  constructor(private readonly database: Database) {}

  /** Those of these ids that were made between the two moments, both included; the oldest first, as the log has them. */
  async of(ids: readonly string[], from: Instant, to: Instant): Promise<RecordedAttempt[]> {
    const { rows } = await this.database.query<Omit<RecordedAttempt, 'at'> & { at: Date }>(
      `SELECT id, at, user_code AS "userCode", organism_id AS "organismId", outcome, address, browser, count
       FROM journal.attempts WHERE at BETWEEN $2 AND $3 AND id = ANY ($1::uuid[]) ORDER BY at, place, id`,
      [ids, from, to],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** The first successes with a code between the two moments, `from` included, that were made here; the oldest first. */
  async usesOf(userCode: string, from: Instant, to: Instant, most: number): Promise<PassingAttempt[]> {
    const { rows } = await this.database.query<PassingAttempt>(
      `SELECT ${PASSING} FROM journal.attempts
       WHERE user_code = $1 AND at >= $2 AND at < $3 AND outcome = 'success' AND imported_from IS NULL
       ORDER BY journal.attempts.at, place, id LIMIT $4`,
      [userCode, from, to, most],
    );
    return rows;
  }

  /**
   * All of them between the two moments, the first included; the oldest first, those of the same time as the log has them. Page by
   * page: each is read while the one before is looked at.
   */
  async *between(from: Instant, to: Instant): AsyncGenerator<readonly PassingAttempt[]> {
    const read = (page?: readonly PassingAttempt[]) => {
      const last = page?.at(-1);
      const after = last ? { ...last, at: new Date(last.at).toISOString() } : { ...FIRST, at: from };
      return this.pageBehind(after, to);
    };
    for await (const page of readAhead(read, ({ length }) => length < PAGE)) if (page.length > 0) yield page;
  }

  private async pageBehind(
    after: { at: Instant; place: string; id: string },
    to: Instant,
  ): Promise<readonly PassingAttempt[]> {
    const { rows } = await this.database.query<PassingAttempt>({
      name: 'passing-attempts',
      text: `SELECT ${PASSING} FROM journal.attempts WHERE (at, place, id) > ($1, $2, $3) AND at < $4
             ORDER BY journal.attempts.at, place, id LIMIT ${PAGE}`,
      values: [after.at, after.place, after.id, to],
    });
    return rows;
  }
}
