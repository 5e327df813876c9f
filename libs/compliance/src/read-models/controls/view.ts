import { AttachedFileView, type CalendarDate, Gives, HistoryLine, type Instant, Named } from '#platform';
import {
  type ControlOutcome,
  type ControlState,
  controlOutcomes,
  controlStates,
} from '../../domain/control.ts';

class AgreementView {
  @Gives.text({ description: 'What the partner undertook to do' })
  readonly text!: string;

  @Gives.day({ description: 'By when; counts whole' })
  readonly dueOn!: CalendarDate;
}

class ConclusionView {
  @Gives.day()
  readonly carriedOutOn!: CalendarDate;

  @Gives.oneOf(controlOutcomes)
  readonly outcome!: ControlOutcome;

  @Gives.text()
  readonly findings!: string;

  @Gives.object(() => AgreementView, { orNull: true })
  readonly agreement!: AgreementView | null;

  @Gives.list(() => AttachedFileView)
  readonly files!: readonly AttachedFileView[];

  @Gives.instant()
  readonly at!: Instant;
}

class VerificationView {
  @Gives.text()
  readonly note!: string;

  @Gives.whole({ description: 'Days after the day that was agreed' })
  readonly daysLate!: number;

  @Gives.instant()
  readonly at!: Instant;
}

/** A control in a list. */
export class ListedControl {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(controlStates)
  readonly state!: ControlState;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.text({ description: 'Its first words' })
  readonly subject!: string;

  @Gives.day()
  readonly plannedOn!: CalendarDate;

  @Gives.text({ description: 'Who carries it out' })
  readonly controllers!: string;

  @Gives.day({ orNull: true })
  readonly carriedOutOn!: CalendarDate | null;

  @Gives.oneOf(controlOutcomes, { orNull: true })
  readonly outcome!: ControlOutcome | null;

  @Gives.day({ orNull: true, description: 'By when what was agreed is to be done; counts whole' })
  readonly agreedFor!: CalendarDate | null;
}

/** A control as people see it. */
export class ControlView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(controlStates, { description: '`agreed`: carried out, and measures are awaited' })
  readonly state!: ControlState;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.text({ description: 'What is looked at' })
  readonly subject!: string;

  @Gives.day()
  readonly plannedOn!: CalendarDate;

  @Gives.text({ description: 'Who carries it out' })
  readonly controllers!: string;

  @Gives.object(() => ConclusionView, { orNull: true })
  readonly conclusion!: ConclusionView | null;

  @Gives.object(() => VerificationView, { orNull: true })
  readonly verification!: VerificationView | null;

  @Gives.text({ orNull: true, description: 'Why it is cancelled' })
  readonly cancelledFor!: string | null;
}

export class ControlDetailView extends ControlView {
  @Gives.list(() => HistoryLine)
  readonly history!: readonly HistoryLine[];
}
