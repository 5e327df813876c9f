import { type CalendarDate, Gives } from '#platform';
import type {
  AnnouncedSignature,
  Establishment,
  Party,
  PartyRole,
  Signature,
} from '../../domain/convention-events.ts';

const STATES = ['draft', 'signed', 'active', 'expired', 'terminated'] as const;

class PartyView implements Party {
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

class CoveredView implements Establishment {
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

class SignatureView extends GivenView implements Signature {
  @Gives.oneOf(['gestionnaire', 'caf'])
  readonly party!: PartyRole;
}

class AnnouncedSignatureView extends GivenView implements AnnouncedSignature {
  @Gives.text({ description: 'SHA-256 of the scan, in hexadecimal' })
  readonly documentSha256!: string;
}

/** A convention as people see it. `signed` is a draft that only waits for its first day. */
export class ConventionView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(STATES)
  readonly state!: (typeof STATES)[number];

  @Gives.object(() => GestionnaireView)
  readonly gestionnaire!: GestionnaireView;

  @Gives.object(() => PartyView)
  readonly caf!: PartyView;

  @Gives.list(() => CoveredView)
  readonly establishments!: readonly CoveredView[];

  @Gives.day({ orNull: true })
  readonly effectiveFrom!: CalendarDate | null;

  @Gives.day({ description: 'Inclusive (R3)' })
  readonly until!: CalendarDate;

  @Gives.list(() => SignatureView)
  readonly signatures!: readonly SignatureView[];

  @Gives.object(() => AnnouncedSignatureView, {
    orNull: true,
    description: 'The gestionnaire’s, as the Caf announces it; signed once the gestionnaire confirms (R2)',
  })
  readonly announced!: AnnouncedSignatureView | null;

  @Gives.texts({ description: 'French sentences (R1, R4)' })
  readonly warnings!: readonly string[];
}
