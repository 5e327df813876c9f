import type { Position } from '#event-sourcing';
import { type CalendarDate, Gives, Named, type Profile } from '#platform';
import { PROFILES } from '../../domain/roster.ts';

export class AnnexRow {
  @Gives.text()
  readonly lastName!: string;

  @Gives.text()
  readonly firstName!: string;

  @Gives.text()
  readonly function!: string;

  @Gives.text({
    orNull: true,
    description: 'Only where the profiles of a person differ between establishments (R10)',
  })
  readonly establishment!: string | null;

  @Gives.someOf(PROFILES)
  readonly profiles!: readonly Profile[];
}

class Vacancy {
  @Gives.text({ description: 'Its name' })
  readonly establishment!: string;

  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;
}

/** A habilitation that ends by itself. */
export class AnnexTerm {
  @Gives.text({ description: 'Its name' })
  readonly establishment!: string;

  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.text({ description: 'Name of the person who holds it' })
  readonly person!: string;

  @Gives.day()
  readonly lastDay!: CalendarDate;

  @Gives.text({ orNull: true, description: 'Name of the person who has the profile again then' })
  readonly returnsTo!: string | null;
}

/** The annex as the API gives it. */
export class AnnexView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => Named)
  readonly caf!: Named;

  @Gives.whole()
  readonly version!: number;

  @Gives.day({ description: 'It is the list as it stood at the end of that day' })
  readonly on!: CalendarDate;

  @Gives.day({ description: 'It has the names and addresses that were known at the end of that day' })
  readonly known!: CalendarDate;

  @Gives.text({ description: 'Of the log it was drawn from' })
  readonly position!: Position;

  @Gives.list(() => AnnexRow)
  readonly rows!: readonly AnnexRow[];

  @Gives.list(() => Vacancy)
  readonly vacancies!: readonly Vacancy[];

  @Gives.list(() => AnnexTerm, { description: 'What ends by itself, on which day, and who has it again' })
  readonly terms!: readonly AnnexTerm[];
}
