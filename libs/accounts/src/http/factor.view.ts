import { AUTH_FACTORS, type AuthFactor } from '#connections';
import { Accepted, type CommandOutcome } from '#event-sourcing';
import { Gives, type Instant } from '#platform';
import { FACTOR_KINDS, type FactorKind } from '../domain/account-events.ts';

/** A second factor of the reader. */
class FactorView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(FACTOR_KINDS)
  readonly kind!: FactorKind;

  @Gives.text()
  readonly name!: string;

  @Gives.instant()
  readonly addedAt!: Instant;

  @Gives.instant({ orNull: true })
  readonly usedAt!: Instant | null;
}

/** An identity of a provider that is linked to the reader’s code. */
class LinkedIdentityView {
  @Gives.id()
  readonly id!: string;

  @Gives.text({ description: 'What people call the provider' })
  readonly provider!: string;

  @Gives.text({ orNull: true, description: 'Its address there' })
  readonly email!: string | null;

  @Gives.instant()
  readonly linkedAt!: Instant;

  @Gives.instant({ orNull: true })
  readonly usedAt!: Instant | null;
}

export class OwnFactors {
  @Gives.list(() => FactorView)
  readonly factors!: readonly FactorView[];

  @Gives.whole({ orNull: true, description: 'Recovery codes that are left; null before there are any' })
  readonly recoveryCodesLeft!: number | null;

  @Gives.list(() => LinkedIdentityView, { description: 'Each of which may stand in for the password' })
  readonly identities!: readonly LinkedIdentityView[];
}

/** Dark squares of a QR code. */
class Drawing {
  @Gives.whole({ description: 'Side, the white border included' })
  readonly size!: number;

  @Gives.text({ description: 'Path of an SVG whose view box is that square' })
  readonly path!: string;
}

/** What an application for one-time codes reads. It is shown once. */
export class OneTimeCodesOffer {
  @Gives.id()
  readonly id!: string;

  @Gives.text({ description: 'To be typed, in base 32' })
  readonly secret!: string;

  @Gives.text({ description: '`otpauth://…`' })
  readonly uri!: string;

  @Gives.object(() => Drawing)
  readonly qr!: Drawing;
}

export class RecoveryCodes extends Accepted {
  @Gives.texts({ description: 'Shown this once' })
  readonly codes: readonly string[];

  constructor(userCode: string, outcome: CommandOutcome & { codes: readonly string[] }) {
    super(userCode, outcome);
    this.codes = outcome.codes;
  }
}

/** What a passkey has to sign, in this browser and once. */
export class PasskeyChallenge {
  @Gives.text()
  readonly challenge!: string;

  @Gives.text({ description: 'The site: `rpId` of WebAuthn' })
  readonly rpId!: string;
}

class KnownPasskey {
  @Gives.text()
  readonly credentialId!: string;

  @Gives.texts()
  readonly transports!: readonly string[];
}

/** What a browser makes a passkey for. */
export class PasskeyOffer extends PasskeyChallenge {
  @Gives.text({ description: 'Stands for the person on their device, and tells nothing of them' })
  readonly userHandle!: string;

  @Gives.text()
  readonly userCode!: string;

  @Gives.list(() => KnownPasskey, { description: 'Of which the device need not make another' })
  readonly known!: readonly KnownPasskey[];
}

export class SecondFactorAsked {
  @Gives.someOf(AUTH_FACTORS, { description: 'Which can be shown' })
  readonly secondFactor!: readonly AuthFactor[];
}
