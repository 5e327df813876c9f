import { Gives, type Instant } from '#platform';
import { CaseOutcomes } from '../case-outcomes.ts';
import { type Level, levels, type Range } from '../domain/rule.ts';

class RangeView implements Range {
  @Gives.whole()
  readonly least!: number;

  @Gives.whole()
  readonly most!: number;
}

class ChangeView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Who changed it' })
  readonly by!: string;

  @Gives.oneOf(['activated', 'retired', 'resumed'])
  readonly what!: 'activated' | 'retired' | 'resumed';

  @Gives.whole({ orNull: true })
  readonly version!: number | null;

  @Gives.whole({ orNull: true })
  readonly threshold!: number | null;

  @Gives.text()
  readonly reason!: string;
}

/** A rule of surveillance as officers see it. */
export class RuleCard {
  @Gives.text({ description: 'What it is called in addresses and cases' })
  readonly name!: string;

  @Gives.text({ description: 'French' })
  readonly title!: string;

  @Gives.oneOf(['active', 'retired'])
  readonly state!: 'active' | 'retired';

  @Gives.text({ description: 'What it finds, in French, with its present numbers' })
  readonly finds!: string;

  @Gives.oneOf(levels)
  readonly level!: Level;

  @Gives.whole()
  readonly version!: number;

  @Gives.text({ orNull: true, description: 'Of the amendment' })
  readonly article!: string | null;

  @Gives.text({ orNull: true, description: 'Where its numbers come from, in French' })
  readonly basis!: string | null;

  @Gives.whole({ orNull: true, description: 'The least count at which it holds' })
  readonly threshold!: number | null;

  @Gives.object(() => RangeView, { orNull: true, description: 'What the threshold may be set to' })
  readonly range!: RangeView | null;

  @Gives.flag({ description: 'Whether it can be tried on a past period: attempts are all that it looks at' })
  readonly isReplayable!: boolean;

  @Gives.text({ description: 'SHA-256 of the rule and of all that it rests on' })
  readonly hash!: string;

  @Gives.whole({ description: 'In the cases of the reader’s organism that had one in the last 30 days' })
  readonly hits!: number;

  @Gives.object(() => CaseOutcomes)
  readonly cases!: CaseOutcomes;

  @Gives.list(() => ChangeView, { description: 'The latest first' })
  readonly changes!: readonly ChangeView[];
}

class ReplayedCase {
  @Gives.instant({ description: 'Of the attempt that completes it' })
  readonly at!: Instant;

  @Gives.text({ orNull: true })
  readonly userCode!: string | null;

  @Gives.text({ orNull: true })
  readonly network!: string | null;

  @Gives.text({ description: 'French' })
  readonly sentence!: string;

  @Gives.id({ orNull: true, description: 'The case of the reader’s organism; null where there is none' })
  readonly anomalyId!: string | null;
}

/** What another threshold would have made of a period. */
export class RuleReplay {
  @Gives.whole({ description: 'That was tried' })
  readonly threshold!: number;

  @Gives.whole({ description: 'Attempts of the period that the reader oversees' })
  readonly attempts!: number;

  @Gives.whole({ description: 'Cases with the present threshold' })
  readonly present!: number;

  @Gives.whole({ description: 'Cases with the other one' })
  readonly draft!: number;

  @Gives.whole({ description: 'Minutes of officers for the cases of the present threshold' })
  readonly presentMinutes!: number;

  @Gives.whole({ description: 'The same for the other one' })
  readonly draftMinutes!: number;

  @Gives.whole({ description: 'How many of the other threshold alone' })
  readonly appearing!: number;

  @Gives.whole({ description: 'How many of the present threshold alone' })
  readonly vanishing!: number;

  @Gives.list(() => ReplayedCase, { description: 'Of the other threshold alone, 50 at most' })
  readonly appear!: readonly ReplayedCase[];

  @Gives.list(() => ReplayedCase, { description: 'Of the present threshold alone, 50 at most' })
  readonly vanish!: readonly ReplayedCase[];
}
