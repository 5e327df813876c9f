import { OneOf, QueryOf, Text, Whole } from '#platform';
import { type Audience, audiences, type SavedView } from '../domain/saved-view.ts';
import { JournalFilterDto } from './journal.dto.ts';

/** What the address of the journal may say: its filter, and in the place of days how many up to that of the reader. */
class JournalAddressDto extends JournalFilterDto {
  @Whole({ min: 1, max: 3660, optional: true })
  readonly days?: number;
}

export class SavedViewDto implements SavedView {
  @Text('titleLine', { maxLength: 80 })
  readonly name!: string;

  @Text('token', {
    maxLength: 4000,
    description:
      'The query of the journal’s address: its parameters, or `days` up to the day it is read in the place of `from` and `to`. Without either it shows the last seven days',
  })
  @QueryOf(JournalAddressDto)
  readonly search!: string;

  @OneOf(audiences)
  readonly audience!: Audience;
}
