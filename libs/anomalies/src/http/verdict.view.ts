import { Accepted } from '#event-sourcing';
import { Gives, RefusalView } from '#platform';
import type { VerdictGiven } from '../commands/give-verdict.ts';

/** The verdict is given. */
export class VerdictAnswer extends Accepted {
  @Gives.object(() => RefusalView, {
    orNull: true,
    description: 'Why the sanction was not carried out all the same; null when it was, or none was decided',
  })
  readonly sanctionRefusal: RefusalView | null;

  constructor(id: string, { position, sanctionRefusal }: VerdictGiven) {
    super(id, { position });
    this.sanctionRefusal = sanctionRefusal;
  }
}
