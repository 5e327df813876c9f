import { type CalendarDate, Day, Gives, Text, Whole } from '#platform';

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

/**
 * - `contained`: all that it holds is in the register, unchanged and in its place
 * - `replaced`: the same of the log that this one has replaced by an encrypted copy
 * - `contradicted`: what concerns the partner is something else from before its end on
 * - `beyond`: the register has fewer entries
 */
const keptDossierOutcomes = ['contained', 'replaced', 'contradicted', 'beyond'] as const;
export type KeptDossierOutcome = (typeof keptDossierOutcomes)[number];

export class KeptDossierView {
  @Gives.oneOf(keptDossierOutcomes)
  readonly outcome!: KeptDossierOutcome;

  @Gives.whole({ description: 'Entries that concern the partner by now' })
  readonly pieces!: number;
}
