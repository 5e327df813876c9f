import { AttachedFileView, type CalendarDate, Gives, type Instant, Named } from '#platform';
import { type Duty, type DutyState, duties, dutyStates } from '../../domain/duty.ts';

/** What one partner has attested, in a line. */
export class PartnerDutiesView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.someOf(duties, { description: 'Never attested, or not for a year' })
  readonly missing!: readonly Duty[];

  @Gives.someOf(duties, { description: 'Attested until a day within 30 days' })
  readonly ending!: readonly Duty[];

  @Gives.day({ orNull: true, description: 'The last day of the attestation that ends first' })
  readonly nextEnd!: CalendarDate | null;

  @Gives.day({ orNull: true, description: 'When the partner was last asked for what is missing' })
  readonly askedOn!: CalendarDate | null;
}

export class AttestationView {
  @Gives.id()
  readonly id!: string;

  @Gives.day()
  readonly attestedOn!: CalendarDate;

  @Gives.day({ description: 'Counts whole' })
  readonly validUntil!: CalendarDate;

  @Gives.text()
  readonly text!: string;

  @Gives.list(() => AttachedFileView)
  readonly files!: readonly AttachedFileView[];

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text()
  readonly by!: string;
}

export class DutyView {
  @Gives.oneOf(duties)
  readonly duty!: Duty;

  @Gives.oneOf(dutyStates)
  readonly state!: DutyState;

  @Gives.day({ orNull: true, description: 'When it was last asked for, since it was attested' })
  readonly askedOn!: CalendarDate | null;

  @Gives.list(() => AttestationView, { description: 'The latest first: it alone holds' })
  readonly attestations!: readonly AttestationView[];
}

/** The five duties of a partner. */
export class AttestationsView {
  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.list(() => DutyView)
  readonly duties!: readonly DutyView[];
}
