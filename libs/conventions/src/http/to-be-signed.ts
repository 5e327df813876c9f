import { Gives, type Instant } from '#platform';
import { CoverageView, PartyView } from '../read-models/conventions/view.ts';
import type { ToBeSigned } from '../signature-links.ts';

/** What whoever holds a link is shown once they have typed the SIRET: exactly what they sign (R2). */
export class ToBeSignedView extends CoverageView implements ToBeSigned {
  @Gives.object(() => PartyView)
  readonly gestionnaire!: PartyView;

  @Gives.text({ description: 'SHA-256 of all this, in hexadecimal: to be sent with the signature' })
  readonly contentSha256!: string;

  @Gives.instant()
  readonly expiresAt!: Instant;
}
