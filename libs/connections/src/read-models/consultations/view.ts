import { CONSULTED, type Consulted, Gives, type Instant } from '#platform';

/** One thing that was asked for, by the name of the parameter: `userCode`, `from`, `id`. */
export class Asked {
  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly value!: string;
}

/** Who looked at what. */
export class ConsultationView {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Who read' })
  readonly userCode!: string;

  @Gives.text({ orNull: true })
  readonly name!: string | null;

  @Gives.oneOf(CONSULTED)
  readonly view!: Consulted;

  @Gives.list(() => Asked)
  readonly asked!: readonly Asked[];
}
