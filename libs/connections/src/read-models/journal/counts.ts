import { Injectable } from '@nestjs/common';
import { ConventionsQuery } from '#conventions';
import { type Counting, Database, type Instant, type ListQuery, type Principal } from '#platform';
import type { AttemptOutcome } from '../../domain/connections.ts';
import { HistogramQuery } from './histogram.ts';

interface Asked extends ListQuery {
  readonly outcome?: AttemptOutcome;
}

/** How many attempts the journal shows, of the seven days that it shows by itself. */
@Injectable()
export class AttemptCounts implements Counting {
  readonly declared = { roles: ['caf-security'] } as const;

  constructor(
    private readonly database: Database,
    private readonly histograms: HistogramQuery,
    private readonly conventions: ConventionsQuery,
  ) {}

  async countOf({ outcome }: Asked, reader: Principal, gone: AbortSignal): Promise<number> {
    const filter = outcome === undefined ? {} : { outcome: [outcome] };
    const { bars } = await this.histograms.read(filter, reader, gone);
    return bars.reduce((sum, { successes, failures, pending }) => sum + successes + failures + pending, 0);
  }

  /** The first and the last attempt with a code that the reader's organism answers for; null before there is one. */
  async timesOf({ organism }: Principal): Promise<{ first: Instant; last: Instant } | null> {
    const { rows } = await this.database.query<{ first: Date | null; last: Date | null }>({
      name: 'journal-first-and-last',
      text: `WITH own AS (SELECT unnest($1::text[]) AS id)
             SELECT
               (SELECT at FROM journal.attempts WHERE organism_id IN (SELECT id FROM own) ORDER BY at LIMIT 1) AS first,
               (SELECT at FROM journal.attempts WHERE organism_id IN (SELECT id FROM own) ORDER BY at DESC LIMIT 1) AS last`,
      values: [await this.conventions.overseenBy(organism.id)],
    });
    const { first, last } = rows[0]!;
    return first && last && { first: first.toISOString(), last: last.toISOString() };
  }
}
