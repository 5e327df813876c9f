import { type CalendarDate, Gives, type Instant } from '#platform';
import { type AttemptOutcome, attemptOutcomes } from '../../domain/connections.ts';

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

  @Gives.text({ orNull: true })
  readonly userAgent!: string | null;
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

export class ConnectionDay {
  @Gives.day()
  readonly day!: CalendarDate;

  @Gives.whole()
  readonly successes!: number;

  @Gives.whole()
  readonly failures!: number;
}
