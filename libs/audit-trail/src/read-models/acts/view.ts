import { type ActKind, actKinds } from '#event-sourcing';
import { Gives, type Instant, Named } from '#platform';
import { type ActorKind, actorKinds } from '../../domain/act.ts';
import { type ShownThing, shownThings } from '../../words.ts';

export class ActorView {
  @Gives.oneOf(actorKinds)
  readonly kind!: ActorKind;

  @Gives.text({
    orNull: true,
    description: 'User code, job, reaction, or command of an operator; null of people of another organism',
  })
  readonly code!: string | null;

  @Gives.text({ orNull: true })
  readonly name!: string | null;
}

/** One of the things that one command did. */
export class StepView {
  @Gives.oneOf(actKinds)
  readonly kind!: ActKind;

  @Gives.text({ description: 'French, for people' })
  readonly title!: string;

  @Gives.text({ orNull: true })
  readonly detail!: string | null;

  @Gives.text({ orNull: true })
  readonly reason!: string | null;

  @Gives.whole({
    orNull: true,
    description: 'Its number in the dossier of the partner; null where it is in none',
  })
  readonly piece!: number | null;
}

/** What it was done on, by its present name. */
export class ThingView {
  @Gives.text()
  readonly id!: string;

  @Gives.oneOf(shownThings)
  readonly kind!: ShownThing;

  @Gives.text({ orNull: true })
  readonly name!: string | null;
}

/** What its reader did, to have the receipt of it. */
export class OwnActView {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.texts({ description: 'What it was, in French' })
  readonly steps!: readonly string[];
}

export class ActView {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.object(() => ActorView)
  readonly actor!: ActorView;

  @Gives.flag({ description: 'Whether its reader did it: a receipt is theirs to have' })
  readonly isOwn!: boolean;

  @Gives.list(() => StepView, { description: 'The first of them' })
  readonly steps!: readonly StepView[];

  @Gives.whole({ description: 'How many steps there are' })
  readonly stepCount!: number;

  @Gives.list(() => ThingView)
  readonly about!: readonly ThingView[];

  @Gives.object(() => Named, { orNull: true, description: 'The partner concerned' })
  readonly gestionnaire!: Named | null;
}
