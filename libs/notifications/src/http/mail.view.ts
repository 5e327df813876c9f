import { type MailState, mailStates } from '#anomalies';
import { Gives, type Instant } from '#platform';

/** A mail to somebody, and what became of it; never what it says. */
export class MailView {
  @Gives.id()
  readonly id!: string;

  @Gives.text({ description: 'What it is about, in French' })
  readonly about!: string;

  @Gives.oneOf(mailStates)
  readonly state!: MailState;

  @Gives.text({ orNull: true, description: 'Why it was refused or given up, in French' })
  readonly reason!: string | null;

  @Gives.instant({ description: 'Since when it is in this state' })
  readonly at!: Instant;
}
