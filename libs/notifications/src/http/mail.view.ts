import { MailFacts } from '#anomalies';
import { Gives } from '#platform';

/** A mail to somebody, and what became of it. */
export class MailView extends MailFacts {
  @Gives.id()
  readonly id!: string;
}
