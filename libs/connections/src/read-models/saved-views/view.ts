import { Gives } from '#platform';
import { type Audience, audiences } from '../../domain/saved-view.ts';

export class SavedViewEntry {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.text({ description: 'The query of the journal’s address' })
  readonly search!: string;

  @Gives.oneOf(audiences)
  readonly audience!: Audience;

  @Gives.text({ description: 'Who saved it' })
  readonly userCode!: string;

  @Gives.text({ orNull: true, description: 'Whose code that is' })
  readonly savedBy!: string | null;
}
