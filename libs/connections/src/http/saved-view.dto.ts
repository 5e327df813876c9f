import { OneOf, Text } from '#platform';
import { type Audience, audiences, type SavedView } from '../domain/saved-view.ts';

export class SavedViewDto implements SavedView {
  @Text('titleLine', { maxLength: 80 })
  readonly name!: string;

  @Text('token', {
    maxLength: 4000,
    description: 'The query of the journal’s address. Without `from` and `to` it shows the last seven days',
  })
  readonly search!: string;

  @OneOf(audiences)
  readonly audience!: Audience;
}
