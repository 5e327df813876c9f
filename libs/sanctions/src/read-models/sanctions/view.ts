import { PROFILES } from '#habilitations';
import {
  type CalendarDate,
  Gives,
  type Ground,
  type Instant,
  Named,
  type Profile,
  SANCTIONS,
  type Sanction,
} from '#platform';
import { type Standing, standings } from '../../domain/standing.ts';

class GroundView implements Ground {
  @Gives.oneOf(['anomaly', 'incident'])
  readonly kind!: Ground['kind'];

  @Gives.id()
  readonly id!: string;
}

/** What the holder of a code is told of a sanction. */
export class OwnSanction {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(SANCTIONS)
  readonly kind!: Sanction;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.day({ orNull: true, description: 'The last day of a suspension that has one' })
  readonly until!: CalendarDate | null;

  @Gives.oneOf(PROFILES, { orNull: true, description: 'That was withdrawn' })
  readonly profile!: Profile | null;

  @Gives.text({ orNull: true, description: 'Where it was withdrawn' })
  readonly establishment!: string | null;

  @Gives.oneOf(standings)
  readonly standing!: Standing;

  @Gives.instant({ orNull: true })
  readonly endedAt!: Instant | null;

  @Gives.text({ orNull: true, description: 'Null to the holder, of what no mail has told them' })
  readonly reason!: string | null;
}

/** The same for those who answer for the code. */
export class ListedSanction extends OwnSanction {
  @Gives.text()
  readonly userCode!: string;

  @Gives.id({ orNull: true, description: 'Of an agent' })
  readonly personId!: string | null;

  @Gives.text()
  readonly name!: string;

  @Gives.object(() => Named)
  readonly organism!: Named;

  @Gives.text({ description: 'French: a colleague by name, of another organism which side it was' })
  readonly by!: string;

  @Gives.object(() => GroundView, {
    orNull: true,
    description: 'What it follows from, to the security of the Caf alone',
  })
  readonly ground!: Ground | null;

  @Gives.text({ orNull: true })
  readonly endReason!: string | null;

  @Gives.text({ orNull: true, description: 'Who has ended it' })
  readonly endedBy!: string | null;
}
