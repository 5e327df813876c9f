import { type CalendarDate, Gives, type Instant } from '#platform';
import { CoveredView, PartyView } from '../read-models/conventions/view.ts';
import type { ToBeSigned } from '../signature-links.ts';

/** What whoever holds a link is shown once they have typed the SIRET: exactly what they sign (R2). */
export class ToBeSignedView implements ToBeSigned {
  @Gives.object(() => PartyView)
  readonly gestionnaire!: PartyView;

  @Gives.object(() => PartyView)
  readonly caf!: PartyView;

  @Gives.list(() => CoveredView)
  readonly establishments!: readonly CoveredView[];

  @Gives.day({ orNull: true })
  readonly effectiveFrom!: CalendarDate | null;

  @Gives.day({ description: 'Inclusive (R3)' })
  readonly until!: CalendarDate;

  @Gives.text({ description: 'SHA-256 of all this, in hexadecimal: to be sent with the signature' })
  readonly contentSha256!: string;

  @Gives.instant()
  readonly expiresAt!: Instant;
}
