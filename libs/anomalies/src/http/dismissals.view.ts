import { Accepted } from '#event-sourcing';
import { Gives } from '#platform';
import type { Dismissal, Dismissals } from '../commands/dismiss-anomalies.ts';

class DismissalRefusalView {
  @Gives.text({ description: 'For programs' })
  readonly code!: string;

  @Gives.text({ description: 'French' })
  readonly message!: string;
}

class DismissalResultView implements Dismissal {
  @Gives.id()
  readonly id!: string;

  @Gives.object(() => DismissalRefusalView, { orNull: true, description: 'Null when it was dismissed' })
  readonly refusal!: DismissalRefusalView | null;
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
