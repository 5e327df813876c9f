import { Gives, type Instant } from '#platform';
import {
  type AttemptOutcome,
  AUTH_FACTORS,
  type AuthFactor,
  attemptOutcomes,
} from '../../domain/connections.ts';
import { type Unit, units } from './bars.ts';

export class JournalEntry {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ orNull: true })
  readonly userCode!: string | null;

  @Gives.text({ orNull: true, description: 'Keyed hash of an identifier that is no code (R18)' })
  readonly identifierHash!: string | null;

  @Gives.oneOf(attemptOutcomes)
  readonly outcome!: AttemptOutcome;

  @Gives.whole({ description: 'How many attempts: refused unread, those of one second are one line' })
  readonly count!: number;

  @Gives.instant({ orNull: true, description: 'The end of the wait of one that came too early' })
  readonly retryAt!: Instant | null;

  @Gives.text({ orNull: true })
  readonly address!: string | null;

  @Gives.text({ description: 'Of an IPv6 address its /56; `unknown` where nothing told the address' })
  readonly network!: string;

  @Gives.text({ orNull: true, description: 'ISO 3166-1; null where no country database says it' })
  readonly country!: string | null;

  @Gives.text({ orNull: true })
  readonly userAgent!: string | null;

  @Gives.text({ description: '`Firefox 140, Windows`; `unknown`, `other`' })
  readonly browser!: string;

  @Gives.someOf(AUTH_FACTORS, {
    description:
      'Which were tried, in this order; none when it was refused unread, or another log tells of it',
  })
  readonly factors!: readonly AuthFactor[];

  @Gives.text({
    orNull: true,
    description: 'The log of another program that it was imported from; null for an attempt at the portal',
  })
  readonly importedFrom!: string | null;
}

export interface JournalPage {
  readonly items: readonly JournalEntry[];
  /** Cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** An attempt with whose code it was on. */
export class AttemptView extends JournalEntry {
  @Gives.text({ orNull: true })
  readonly name!: string | null;
}

export class AttemptPage implements JournalPage {
  @Gives.list(() => AttemptView)
  readonly items!: readonly AttemptView[];

  @Gives.text({ orNull: true, description: 'Cursor of the next page; null on the last one' })
  readonly next!: string | null;
}

/** What came before and after an attempt, the latest first. */
export class Surroundings {
  @Gives.list(() => AttemptView)
  readonly after!: readonly AttemptView[];

  @Gives.list(() => AttemptView)
  readonly before!: readonly AttemptView[];
}

export class AroundAttempt {
  @Gives.object(() => Surroundings, { orNull: true, description: 'None for an identifier that is no code' })
  readonly userCode!: Surroundings | null;

  @Gives.object(() => Surroundings, { orNull: true, description: 'None where nothing told the address' })
  readonly network!: Surroundings | null;
}

export class Bar {
  @Gives.instant()
  readonly from!: Instant;

  @Gives.instant({ description: 'Not in it any more' })
  readonly to!: Instant;

  @Gives.whole()
  readonly successes!: number;

  @Gives.whole()
  readonly failures!: number;

  @Gives.whole({
    description: 'Answered by asking for a second factor: they have neither succeeded nor failed',
  })
  readonly pending!: number;
}

const SINCE =
  'Null when everything is counted. Filters on several fields at once are counted row by row, the latest first: where rows were too many, only those since then are';

export class Histogram {
  @Gives.oneOf(units)
  readonly unit!: Unit;

  @Gives.list(() => Bar)
  readonly bars!: readonly Bar[];

  @Gives.instant({ orNull: true, description: SINCE })
  readonly countedSince!: Instant | null;
}

export class TopValue {
  @Gives.text()
  readonly value!: string;

  @Gives.whole()
  readonly count!: number;
}

export class TopCode extends TopValue {
  @Gives.text({ orNull: true, description: 'Whose code it is' })
  readonly name!: string | null;
}

/** The ten most frequent values, the most frequent first. */
export class TopValues {
  @Gives.list(() => TopCode)
  readonly userCode!: readonly TopCode[];

  @Gives.list(() => TopValue)
  readonly network!: readonly TopValue[];

  @Gives.list(() => TopValue)
  readonly outcome!: readonly TopValue[];

  @Gives.list(() => TopValue)
  readonly browser!: readonly TopValue[];

  @Gives.instant({ orNull: true, description: SINCE })
  readonly countedSince!: Instant | null;
}
