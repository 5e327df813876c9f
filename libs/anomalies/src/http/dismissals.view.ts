import { Accepted } from '#event-sourcing';
import { Gives } from '#platform';
import type { Dismissal, Dismissals } from '../commands/dismiss-anomalies.ts';
import { RefusalView } from './refusal.view.ts';

class DismissalResultView implements Dismissal {
  @Gives.id()
  readonly id!: string;

  @Gives.object(() => RefusalView, { orNull: true, description: 'Null when it was dismissed' })
  readonly refusal!: RefusalView | null;
}

/** What became of each of several dismissals. */
export class DismissalsView extends Accepted {
  @Gives.list(() => DismissalResultView, { description: 'In the order in which they were asked for' })
  readonly results: readonly DismissalResultView[];

  constructor(id: string, { position, results }: Dismissals) {
    super(id, { position });
    this.results = results;
  }
}
