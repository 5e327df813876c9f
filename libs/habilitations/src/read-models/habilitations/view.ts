import { type CalendarDate, Gives, type Instant, Named, type Profile } from '#platform';
import type { AnnexParty } from '../../domain/annex.ts';
import { PROFILES } from '../../domain/roster.ts';
import { type RevocationCause, revocationCauses } from '../../domain/roster-events.ts';

export const REQUEST_STATES = ['pending', 'granted', 'refused', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

class NamedAgent extends Named {
  @Gives.text()
  readonly function!: string;
}

class RequestedAmendment {
  @Gives.id()
  readonly id!: string;

  @Gives.whole()
  readonly version!: number;

  @Gives.someOf(['gestionnaire', 'caf'])
  readonly signedBy!: readonly AnnexParty[];
}

export class RequestView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(REQUEST_STATES)
  readonly state!: RequestState;

  @Gives.object(() => Named)
  readonly establishment!: Named;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.object(() => NamedAgent)
  readonly person!: NamedAgent;

  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.text()
  readonly reference!: string;

  @Gives.day()
  readonly requestedOn!: CalendarDate;

  @Gives.text({ orNull: true, description: 'Name of the holder this one would follow' })
  readonly replaces!: string | null;

  @Gives.flag({ description: 'Whether that is the same person, who asks for a longer time' })
  readonly prolongs!: boolean;

  @Gives.day({ orNull: true, description: 'On which it would end by itself' })
  readonly lastDay!: CalendarDate | null;

  @Gives.text({ orNull: true, description: 'Name of the person who would have the profile again then' })
  readonly returnsTo!: string | null;

  @Gives.object(() => RequestedAmendment, {
    orNull: true,
    description: 'Of the annex, to be signed by both parties first (R22)',
  })
  readonly amendment!: RequestedAmendment | null;

  @Gives.text({ orNull: true, description: 'Of a refusal' })
  readonly reason!: string | null;

  @Gives.flag({ description: 'It was granted, and what was granted is in force' })
  readonly isHeld!: boolean;
}

/** What somebody holds, or has held. */
export class HabilitationView {
  @Gives.id()
  readonly id!: string;

  @Gives.object(() => NamedAgent)
  readonly person!: NamedAgent;

  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.object(() => Named)
  readonly establishment!: Named;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.instant()
  readonly since!: Instant;

  @Gives.flag({ description: 'In force, under a convention in force (R1, R6)' })
  readonly isHeld!: boolean;

  @Gives.instant({ orNull: true })
  readonly endedAt!: Instant | null;

  @Gives.day({ orNull: true, description: 'On which it ends, or has ended, by itself' })
  readonly lastDay!: CalendarDate | null;

  @Gives.text({ orNull: true, description: 'Name of the person who has the profile again then' })
  readonly returnsTo!: string | null;

  @Gives.day({ orNull: true, description: 'Last day of the mission (R20)' })
  readonly endedOn!: CalendarDate | null;

  @Gives.text({ orNull: true, description: 'Of the end' })
  readonly reason!: string | null;

  @Gives.whole({ orNull: true, description: 'By how many days its end was declared late (R20)' })
  readonly daysLate!: number | null;
}

class HolderView {
  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.id()
  readonly habilitationId!: string;

  @Gives.id()
  readonly personId!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.instant()
  readonly since!: Instant;

  @Gives.day({ orNull: true, description: 'On which it ends by itself' })
  readonly lastDay!: CalendarDate | null;
}

/** Somebody who gives way, or is absent, and has their profile again. */
class AwaitedView {
  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.id()
  readonly habilitationId!: string;

  @Gives.id()
  readonly personId!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.instant()
  readonly from!: Instant;
}

export class EstablishmentView {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly address!: string;

  @Gives.id({ description: 'Of the convention that covers it the longest' })
  readonly conventionId!: string;

  @Gives.flag({ description: 'That convention is in force' })
  readonly isInForce!: boolean;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.list(() => HolderView)
  readonly holders!: readonly HolderView[];

  @Gives.list(() => AwaitedView, { description: 'Who has a profile again after another' })
  readonly awaited!: readonly AwaitedView[];

  @Gives.someOf(PROFILES, { description: 'Profiles nobody holds (R8)' })
  readonly vacant!: readonly Profile[];
}

/** An establishment where somebody holds something. */
export class HeldAt extends Named {
  @Gives.someOf(PROFILES)
  readonly profiles!: readonly Profile[];
}

/** A profile that somebody has held, or holds. */
export class HoldingView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(PROFILES)
  readonly profile!: Profile;

  @Gives.object(() => Named)
  readonly establishment!: Named;

  @Gives.instant()
  readonly from!: Instant;

  @Gives.instant({ description: 'When it ended, or will end, by itself or with its convention' })
  readonly until!: Instant;

  @Gives.flag({ description: 'It ended, or will end, before its convention' })
  readonly isRevoked!: boolean;

  @Gives.text({ orNull: true, description: 'Name of the person who has the profile again after it' })
  readonly returnsTo!: string | null;

  @Gives.oneOf(revocationCauses, { orNull: true })
  readonly cause!: RevocationCause | null;

  @Gives.text({ orNull: true, description: 'Of the revocation' })
  readonly reason!: string | null;

  @Gives.whole({ orNull: true, description: 'How late the end was declared (R20)' })
  readonly declaredLateByDays!: number | null;
}

/** An agent as people see them. */
export class PersonView {
  @Gives.id()
  readonly id!: string;

  @Gives.text()
  readonly lastName!: string;

  @Gives.text()
  readonly firstName!: string;

  @Gives.text()
  readonly function!: string;

  @Gives.text()
  readonly email!: string;

  @Gives.text()
  readonly gestionnaireId!: string;
}
