import { Accepted } from '#event-sourcing';
import { Gives } from '#platform';
import type { VerdictGiven } from '../commands/give-verdict.ts';
import type { SanctionRefusal } from '../commands/sanctions.ts';

class SanctionRefusalView implements SanctionRefusal {
  @Gives.text({ description: 'For programs' })
  readonly code!: string;

  @Gives.text({ description: 'French' })
  readonly message!: string;
}

/** The verdict is given. */
export class VerdictAnswer extends Accepted {
  @Gives.object(() => SanctionRefusalView, {
    orNull: true,
    description: 'Why the sanction was not carried out all the same; null when it was, or none was decided',
  })
  readonly sanctionRefusal: SanctionRefusalView | null;

  constructor(id: string, { position, sanctionRefusal }: VerdictGiven) {
    super(id, { position });
    this.sanctionRefusal = sanctionRefusal;
  }
}
