import { Gives } from '../http/answers.ts';

/** What the search over everything finds, in the order in which it is shown, with what it is called (French). */
export const FOUND_KINDS = {
  person: 'Personnes',
  code: 'Codes',
  establishment: 'Établissements',
  convention: 'Conventions',
  anomaly: 'Anomalies',
  incident: 'Incidents',
  declaration: 'Déclarations',
} as const;

export type FoundKind = keyof typeof FOUND_KINDS;

export class Found {
  @Gives.text()
  readonly title!: string;

  @Gives.text()
  readonly detail!: string;

  @Gives.text({ description: 'Path in the web application' })
  readonly href!: string;
}

/** What the search over everything finds in one list (French). */
export class FoundGroup {
  @Gives.oneOf(Object.keys(FOUND_KINDS) as FoundKind[])
  readonly kind!: FoundKind;

  @Gives.text()
  readonly title!: string;

  @Gives.whole({ description: 'How many there are in all' })
  readonly count!: number;

  @Gives.text({ description: 'Path in the web application of the list of all of them' })
  readonly all!: string;

  @Gives.list(() => Found)
  readonly items!: readonly Found[];
}
