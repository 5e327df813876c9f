import { executionContext, Gives, RefusalView } from '#platform';
import type { Position } from '../position.ts';
import { Accepted } from './accepted.ts';

/** What became of one of several. */
export class RowResultView {
  @Gives.text()
  readonly id!: string;

  @Gives.object(() => RefusalView, { orNull: true, description: 'Null when it was done' })
  readonly refusal!: RefusalView | null;
}

/** What an endpoint of an act on many says of itself. */
export const EACH_BY_ITSELF =
  'Each is decided by itself, and the answer says what became of each. After an interruption, the same key and body do what was left.';

/** An act on many was carried out: what became of each. */
export class BulkAnswer extends Accepted {
  @Gives.list(() => RowResultView, { description: 'In the order in which they were asked for' })
  readonly results: readonly RowResultView[];

  constructor(position: Position, results: readonly RowResultView[]) {
    super(executionContext().commandId, { position });
    this.results = results;
  }
}
