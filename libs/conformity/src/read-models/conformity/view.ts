import type { Position } from '#event-sourcing';
import { type CalendarDate, Gives, type Instant, Named } from '#platform';
import { type WitnessFault, witnessFaults } from '#sealing';
import { type ClauseState, clauseStates } from '../../domain/clause.ts';

export class FigureView {
  @Gives.whole()
  readonly count!: number;

  @Gives.flag({ description: 'There are as many or more: nobody counts further' })
  readonly orMore!: boolean;

  @Gives.text({ description: 'What is counted, in French: « codes bloqués »' })
  readonly label!: string;

  @Gives.text({ description: 'Path in the web application of the screen that shows what was counted' })
  readonly href!: string;
}

export class ExercisedView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'In which act, in French' })
  readonly what!: string;

  @Gives.text({
    orNull: true,
    description: 'Path in the web application; null where the reader has no screen for it',
  })
  readonly href!: string | null;
}

class ClauseRuleView {
  @Gives.text({ description: '`R21`, as in docs/rules.md' })
  readonly id!: string;

  @Gives.text({ description: 'In few words, in French' })
  readonly name!: string;

  @Gives.text({
    orNull: true,
    description: 'Path in the web application of the numbers that belong to it; null where none do',
  })
  readonly href!: string | null;
}

export class ClauseView {
  @Gives.text({ description: 'Its place in the page' })
  readonly id!: string;

  @Gives.text({ description: 'The amendment’s own words, a paragraph a line' })
  readonly words!: string;

  @Gives.list(() => ClauseRuleView, { description: 'What keeps it' })
  readonly rules!: readonly ClauseRuleView[];

  @Gives.oneOf(clauseStates)
  readonly state!: ClauseState;

  @Gives.instant({ orNull: true, description: 'When it was exercised for the first time' })
  readonly since!: Instant | null;

  @Gives.object(() => ExercisedView, { orNull: true, description: 'The last time that it was exercised' })
  readonly exercised!: ExercisedView | null;

  @Gives.list(() => FigureView)
  readonly evidence!: readonly FigureView[];

  @Gives.list(() => FigureView, { description: 'What is not in order now: none of it is zero' })
  readonly notInOrder!: readonly FigureView[];
}

class ArticleView {
  @Gives.text({ description: '« Article 4 »' })
  readonly title!: string;

  @Gives.text()
  readonly subject!: string;

  @Gives.list(() => ClauseView)
  readonly clauses!: readonly ClauseView[];
}

class ConformityCheckpointView {
  @Gives.whole({ description: 'How many events it vouches for' })
  readonly size!: number;

  @Gives.text({ description: 'Of the Merkle tree over them, in base64' })
  readonly root!: string;

  @Gives.instant()
  readonly signedAt!: Instant;
}

class SealVerifiedView {
  @Gives.instant({ description: 'When the whole log was last verified' })
  readonly lastFullAt!: Instant;

  @Gives.instant({ description: 'When at least what had come since was' })
  readonly lastAt!: Instant;

  @Gives.whole({ description: 'Differences between the log and what was sealed, found the last time' })
  readonly faults!: number;
}

class WitnessView {
  @Gives.text({ description: 'That of its keys: an address' })
  readonly name!: string;

  @Gives.whole({
    orNull: true,
    description: 'Events of the log that it has cosigned; null before the first time',
  })
  readonly size!: number | null;

  @Gives.instant({ orNull: true })
  readonly cosignedAt!: Instant | null;

  @Gives.oneOf(witnessFaults, { orNull: true, description: 'Why it gave no cosignature the last time' })
  readonly fault!: WitnessFault | null;

  @Gives.instant({ orNull: true })
  readonly failingSince!: Instant | null;
}

class OutsideView {
  @Gives.list(() => WitnessView, { description: 'Who cosigns the log; none where nobody does' })
  readonly witnesses!: readonly WitnessView[];

  @Gives.instant({
    orNull: true,
    description: 'When an authority of timestamps last said that a checkpoint was there',
  })
  readonly stampedAt!: Instant | null;
}

/** How the amendment is kept, clause by clause, as the reader may see it. */
export class ConformityView {
  @Gives.object(() => Named, { description: 'Whose conventions are meant: those of a Caf, or of a partner' })
  readonly organism!: Named;

  @Gives.day({ description: 'The present day' })
  readonly on!: CalendarDate;

  @Gives.text({ description: 'Of the log, which everything that was counted has come to at least' })
  readonly position!: Position;

  @Gives.object(() => ConformityCheckpointView, {
    orNull: true,
    description: 'The newest signed one; null before there is one',
  })
  readonly checkpoint!: ConformityCheckpointView | null;

  @Gives.object(() => SealVerifiedView, {
    orNull: true,
    description: 'What came of verifying the log against all that was signed; null before the first time',
  })
  readonly seal!: SealVerifiedView | null;

  @Gives.object(() => OutsideView, { description: 'Who vouches for the log outside of it' })
  readonly outside!: OutsideView;

  @Gives.amounts({ description: 'How many clauses there are by their state' })
  readonly states!: Readonly<Record<ClauseState, number>>;

  @Gives.list(() => ArticleView)
  readonly articles!: readonly ArticleView[];
}
