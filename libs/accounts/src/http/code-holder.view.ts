import { HoldingView, PersonView } from '#habilitations';
import { Gives, Named } from '#platform';
import { ListedAccount } from '../read-models/accounts/view.ts';

/** Who has a code, or is to have one, and since when they may do what. */
export class CodeHolderView {
  @Gives.object(() => PersonView, {
    orNull: true,
    description: 'Of an agent; officers and correspondents have a code without being habilitated',
  })
  readonly person!: PersonView | null;

  @Gives.object(() => Named, { description: 'The Caf of an officer; the gestionnaire of everyone else' })
  readonly organism!: Named;

  @Gives.object(() => ListedAccount, {
    orNull: true,
    description: 'An agent has a code from their first habilitation on',
  })
  readonly account!: ListedAccount | null;

  @Gives.list(() => HoldingView, { description: 'For a Caf, under its own conventions' })
  readonly holdings!: readonly HoldingView[];
}
