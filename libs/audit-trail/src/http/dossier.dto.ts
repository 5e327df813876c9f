import { type CalendarDate, Day, Gives, Text, Whole } from '#platform';
import { type KeptDossierOutcome, keptDossierOutcomes } from '../dossiers/partner-dossiers.ts';

export class DossierQuery {
  @Day({
    optional: true,
    description: 'Only what was recorded from this day on: it goes on from a dossier of that day',
  })
  readonly since?: CalendarDate;
}

export class DossierView {
  @Gives.whole({ description: 'Entries that concern the partner, and so the number of the last one' })
  readonly pieces!: number;
}

/** How far a dossier that somebody has kept goes. */
export class KeptDossierQuery {
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Number of its last entry' })
  readonly size!: number;

  @Text('sha256', { description: 'The root of its head, hexadecimal' })
  readonly root!: string;
}

export class KeptDossierView {
  @Gives.oneOf(keptDossierOutcomes)
  readonly outcome!: KeptDossierOutcome;

  @Gives.whole({ description: 'Entries that concern the partner by now' })
  readonly pieces!: number;
}
