import { type CalendarDate, Gives, type Instant, Named } from '#platform';
import {
  type AnnouncedSignature,
  type Establishment,
  type Party,
  type PartyRole,
  type Signature,
  type SigningWay,
  signingWays,
} from '../../domain/convention-events.ts';

export const CONVENTION_STATES = ['draft', 'signed', 'active', 'expired', 'terminated'] as const;

export class PartyView implements Party {
  @Gives.text()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly address!: string;

  @Gives.text()
  readonly representative!: string;
}

class GestionnaireView extends PartyView {
  @Gives.text()
  readonly siret!: string;
}

export class CoveredView implements Establishment {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly address!: string;
}

class GivenView {
  @Gives.text()
  readonly signatory!: string;

  @Gives.text()
  readonly capacity!: string;

  @Gives.day()
  readonly signedOn!: CalendarDate;
}

/** That an identity provider has vouched for whoever signed. */
class SignatureProofView {
  @Gives.text({ description: 'What people call the provider' })
  readonly provider!: string;

  @Gives.text({ description: 'Its address: `iss` of its tokens' })
  readonly issuer!: string;

  @Gives.text({ description: 'What it has vouched for: `acr`' })
  readonly level!: string;

  @Gives.text({ description: 'The organism that they direct' })
  readonly siret!: string;

  @Gives.text({ description: 'Stands for who it is, for this provider' })
  readonly identityHash!: string;

  @Gives.text({ orNull: true, description: 'Which provider behind it had seen them' })
  readonly idpId!: string | null;

  @Gives.instant({ description: 'When they had shown who they are' })
  readonly authenticatedAt!: Instant;

  @Gives.text({ description: 'SHA-256 of the ID token' })
  readonly idTokenSha256!: string;
}

class SignatureView extends GivenView implements Signature {
  @Gives.oneOf(['gestionnaire', 'caf'])
  readonly party!: PartyRole;

  @Gives.oneOf(signingWays, {
    orNull: true,
    description: 'Signed in, by the confirmation of a paper, or behind a link; null in older signatures',
  })
  readonly way!: SigningWay | null;

  @Gives.id({ orNull: true, description: 'The link behind which it was given' })
  readonly linkId!: string | null;

  @Gives.text({ orNull: true, description: 'SHA-256 of what was signed; null in older signatures' })
  readonly contentSha256!: string | null;

  @Gives.object(() => SignatureProofView, {
    optional: true,
    description: 'Absent where nothing but the way tells who signed',
  })
  readonly proof?: SignatureProofView;
}

class AnnouncedSignatureView extends GivenView implements AnnouncedSignature {
  @Gives.text({ description: 'SHA-256 of the scan, in hexadecimal' })
  readonly documentSha256!: string;
}

export class SignatureLinkView {
  @Gives.text({ description: 'The mailbox of the gestionnaire’s legal representative' })
  readonly email!: string;

  @Gives.oneOf(['gestionnaire', 'caf'], {
    description: 'Which party sent or proposed it; who it was, the acts tell',
  })
  readonly by!: PartyRole;

  @Gives.instant({ orNull: true, description: 'Null while it waits for a correspondent to send it' })
  readonly expiresAt!: Instant | null;
}

class RenewalView {
  @Gives.day({ description: 'The last day that both parties sign' })
  readonly until!: CalendarDate;

  @Gives.list(() => SignatureView)
  readonly signatures!: readonly SignatureView[];
}

class PastRenewalView extends RenewalView {
  @Gives.day({ description: 'The last day before it' })
  readonly formerUntil!: CalendarDate;
}

/** What a convention is about, beside the gestionnaire. */
export class CoverageView {
  @Gives.object(() => PartyView)
  readonly caf!: PartyView;

  @Gives.list(() => CoveredView)
  readonly establishments!: readonly CoveredView[];

  @Gives.day({ orNull: true })
  readonly effectiveFrom!: CalendarDate | null;

  @Gives.day({ description: 'Inclusive (R3)' })
  readonly until!: CalendarDate;
}

/** A convention as people see it. `signed` is a draft that only waits for its first day. */
export class ConventionView extends CoverageView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(CONVENTION_STATES)
  readonly state!: (typeof CONVENTION_STATES)[number];

  @Gives.object(() => GestionnaireView)
  readonly gestionnaire!: GestionnaireView;

  @Gives.list(() => SignatureView)
  readonly signatures!: readonly SignatureView[];

  @Gives.object(() => AnnouncedSignatureView, {
    orNull: true,
    description: 'The gestionnaire’s, as the Caf announces it; signed once the gestionnaire confirms (R2)',
  })
  readonly announced!: AnnouncedSignatureView | null;

  @Gives.object(() => SignatureLinkView, {
    orNull: true,
    description: 'The one by which the gestionnaire’s legal representative may sign, expired or not (R2)',
  })
  readonly link!: SignatureLinkView | null;

  @Gives.object(() => RenewalView, { orNull: true, description: 'Proposed, and not signed by both yet (R4)' })
  readonly renewal!: RenewalView | null;

  @Gives.list(() => PastRenewalView, { description: 'Those that both have signed, the first one first' })
  readonly renewals!: readonly PastRenewalView[];

  @Gives.text({ description: 'SHA-256 of parties, establishments and term as they are now: what is signed' })
  readonly contentSha256!: string;

  @Gives.texts({ description: 'French sentences (R1, R4)' })
  readonly warnings!: readonly string[];
}

class ListedRenewal {
  @Gives.day({ description: 'The last day that both parties sign' })
  readonly until!: CalendarDate;

  @Gives.someOf(['gestionnaire', 'caf'])
  readonly signedBy!: readonly PartyRole[];
}

/** A convention among others. */
export class ListedConvention {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(CONVENTION_STATES)
  readonly state!: (typeof CONVENTION_STATES)[number];

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => Named)
  readonly caf!: Named;

  @Gives.whole({ description: 'How many it covers' })
  readonly establishments!: number;

  @Gives.day({ orNull: true })
  readonly effectiveFrom!: CalendarDate | null;

  @Gives.day({ description: 'Inclusive (R3)' })
  readonly until!: CalendarDate;

  @Gives.someOf(['gestionnaire', 'caf'])
  readonly signedBy!: readonly PartyRole[];

  @Gives.object(() => ListedRenewal, {
    orNull: true,
    description: 'Proposed, and not signed by both yet (R4)',
  })
  readonly renewal!: ListedRenewal | null;

  @Gives.texts({ description: 'French sentences (R1, R4)' })
  readonly warnings!: readonly string[];
}
