import { Gives, HistoryLine, type Instant, Named } from '#platform';
import { type Action, DECLARATION_STATES, type DeclarationState } from '../../domain/actions.ts';
import { type Finding, SEVERITIES } from '../../domain/checks.ts';
import {
  type ActivityData,
  type Amounts,
  DECLARATION_KINDS,
  type DeclarationKind,
  type FinancialData,
  PARTS,
  type Part,
} from '../../domain/content.ts';

class ActivityView implements ActivityData {
  @Gives.whole()
  readonly places!: number;

  @Gives.whole()
  readonly openingDays!: number;

  @Gives.whole({ optional: true, description: 'Amplitude: minutes a day' })
  readonly dailyMinutes?: number;

  @Gives.whole({ optional: true, description: 'Capacité théorique' })
  readonly capacityHours?: number;

  @Gives.whole()
  readonly hoursInvoiced!: number;

  @Gives.whole()
  readonly hoursRealised!: number;

  @Gives.whole({ optional: true, description: 'Heures non facturées prises en charge' })
  readonly hoursCovered?: number;

  @Gives.whole()
  readonly childrenEnrolled!: number;

  @Gives.whole({ optional: true, description: 'Journées pédagogiques' })
  readonly trainingDays?: number;
}

class FinancesView implements FinancialData {
  @Gives.amounts({ description: 'Integer cents by account, 60 to 69 and 86' })
  readonly charges!: Amounts;

  @Gives.amounts({ description: 'Integer cents by account, 70 to 79 and 87' })
  readonly income!: Amounts;
}

class ApprovalView {
  @Gives.text({ description: 'Name of the approver' })
  readonly by!: string;

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'SHA-256 of exactly what was approved' })
  readonly contentHash!: string;

  @Gives.flag({ description: 'By somebody who also provided data (R7)' })
  readonly selfApproval!: boolean;
}

class CommentsView implements Record<Part, string | null> {
  @Gives.text({ orNull: true })
  readonly activity!: string | null;

  @Gives.text({ orNull: true })
  readonly finances!: string | null;
}

class FindingView implements Finding {
  @Gives.oneOf(PARTS)
  readonly part!: Part;

  @Gives.oneOf(SEVERITIES, {
    description: 'An error stands in the way of its part, a warning wants a comment with it',
  })
  readonly severity!: Finding['severity'];

  @Gives.text({ description: 'French' })
  readonly message!: string;
}

export class DeclarationView {
  @Gives.text()
  readonly id!: string;

  @Gives.object(() => Named)
  readonly establishment!: Named;

  @Gives.whole()
  readonly year!: number;

  @Gives.oneOf(DECLARATION_KINDS)
  readonly kind!: DeclarationKind;

  @Gives.whole({ description: 'Counts the corrections: 1 is the first' })
  readonly version!: number;

  @Gives.oneOf(DECLARATION_STATES)
  readonly state!: DeclarationState;

  @Gives.flag()
  readonly activitySubmitted!: boolean;

  @Gives.flag()
  readonly financesSubmitted!: boolean;

  @Gives.instant()
  readonly updatedAt!: Instant;
}

export class DeclarationDetailView extends DeclarationView {
  @Gives.object(() => ActivityView, { orNull: true })
  readonly activity!: ActivityData | null;

  @Gives.object(() => FinancesView, { orNull: true })
  readonly finances!: FinancialData | null;

  @Gives.object(() => CommentsView, { description: 'Given with the last submission of each part' })
  readonly comments!: CommentsView;

  @Gives.text({
    orNull: true,
    description: 'SHA-256 of what there is to approve; null while a part is missing',
  })
  readonly contentHash!: string | null;

  @Gives.object(() => ApprovalView, { orNull: true })
  readonly approval!: ApprovalView | null;

  @Gives.list(() => FindingView)
  readonly findings!: readonly FindingView[];

  @Gives.someOf(['enter-activity', 'enter-finances', 'submit', 'return', 'approve', 'transmit'], {
    description: 'What the reader may do now',
  })
  readonly actions!: readonly Action[];

  @Gives.someOf(PARTS, { description: 'The parts that the reader’s submission hands over' })
  readonly toSubmit!: readonly Part[];

  @Gives.list(() => HistoryLine)
  readonly history!: readonly HistoryLine[];
}
