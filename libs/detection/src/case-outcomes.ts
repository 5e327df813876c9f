import { Gives, type Instant } from '#platform';

/** What came of the cases of one rule, as far as the reader sees them. */
export class CaseOutcomes {
  @Gives.whole()
  readonly open!: number;

  @Gives.whole({ description: 'Dismissed: the noise of the rule' })
  readonly dismissed!: number;

  @Gives.whole()
  readonly explained!: number;

  @Gives.whole()
  readonly confirmed!: number;

  @Gives.whole()
  readonly insufficient!: number;
}

export const NO_CASES: CaseOutcomes = { open: 0, dismissed: 0, explained: 0, confirmed: 0, insufficient: 0 };

/** Who knows the cases. They are made by a context that this one does not know. */
export abstract class RuleCases {
  /** By the name of the rule. */
  abstract outcomesFor(cafId: string): Promise<ReadonlyMap<string, CaseOutcomes>>;

  /** Hits in its cases that had one since then, by the name of the rule. */
  abstract hitsFor(cafId: string, since: Instant): Promise<ReadonlyMap<string, number>>;

  /** Ids of its cases that name one of these attempts, by the id of the attempt. */
  abstract withAttempts(
    cafId: string,
    rule: string,
    attemptIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
}
