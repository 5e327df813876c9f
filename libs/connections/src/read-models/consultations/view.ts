import { CONSULTED, type Consulted, Gives, type Instant } from '#platform';

/** One thing that was asked for, by the name of the parameter: `userCode`, `from`, `id`. */
export class Asked {
  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly value!: string;
}

export class ConsultationEntry {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Who read' })
  readonly userCode!: string;

  @Gives.oneOf(CONSULTED)
  readonly view!: Consulted;

  @Gives.list(() => Asked)
  readonly asked!: readonly Asked[];
}

export interface ConsultationEntries {
  readonly items: readonly ConsultationEntry[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** A consultation with who it was. */
export class ConsultationView extends ConsultationEntry {
  @Gives.text({ orNull: true })
  readonly name!: string | null;
}

export class ConsultationPage implements ConsultationEntries {
  @Gives.list(() => ConsultationView)
  readonly items!: readonly ConsultationView[];

  @Gives.text({ orNull: true, description: 'Cursor of the next page; null on the last one' })
  readonly next!: string | null;
}
