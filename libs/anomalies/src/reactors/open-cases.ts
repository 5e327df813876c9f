import { Injectable } from '@nestjs/common';
import { HitsQuery } from '#detection';
import type { Position, ReadModelReactor } from '#event-sourcing';
import { inTurn, QUERIES_AT_ONCE } from '#platform';
import { bySubject } from '../domain/gathered-runs.ts';
import { CasesOfHits } from './cases-of-hits.ts';

/**
 * Makes cases of what the rules found: gathered, so that an attack of a million attempts is one command for each Caf each time,
 * however many batches it was found in.
 */
@Injectable()
export class OpenCases implements ReadModelReactor {
  /** Of the time when it looked for them itself: its checkpoint goes by it. */
  readonly name = 'detect-anomalies';
  readonly categories = ['connections', 'account'];
  readonly readModels = ['detection', 'journal', 'conventions', 'habilitations'];

  constructor(
    private readonly hits: HitsQuery,
    private readonly cases: CasesOfHits,
  ) {}

  async reactBetween(after: Position, upTo: Position): Promise<Position> {
    const { runs, reached } = await this.hits.between(after, upTo);
    await inTurn(bySubject(runs), (list) => this.cases.placeAll(list, this.name), QUERIES_AT_ONCE);
    return reached;
  }
}
