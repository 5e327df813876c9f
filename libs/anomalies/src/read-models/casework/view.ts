import { Gives, HistoryLine, type Instant } from '#platform';

/** An officer of the Caf. */
export class OfficerView {
  @Gives.text()
  readonly userCode!: string;

  @Gives.text()
  readonly name!: string;
}

export class AssigneeView extends OfficerView {
  @Gives.instant()
  readonly since!: Instant;
}

class CaseNoteView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Whose it is' })
  readonly by!: string;

  @Gives.text()
  readonly text!: string;
}

/** How the Caf works on a case: never for the partner. */
export class CaseworkView {
  @Gives.object(() => AssigneeView, { orNull: true })
  readonly assignee!: AssigneeView | null;

  @Gives.list(() => CaseNoteView, { description: 'The oldest first' })
  readonly notes!: readonly CaseNoteView[];

  @Gives.list(() => HistoryLine, { description: 'To whom it was assigned, the oldest first' })
  readonly assignments!: readonly HistoryLine[];
}
