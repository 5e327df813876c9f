import { type Level, levels, type RuleReference } from '#detection';
import {
  AttachedFileView,
  type CalendarDate,
  Gives,
  HistoryLine,
  type Instant,
  Named,
  SECURITY_SANCTIONS,
  type SecuritySanction,
} from '#platform';
import { CaseNoticesView } from '../../case-notices.ts';
import { type NoticeProof, type Verdict, verdicts } from '../../domain/anomaly-events.ts';
import { type AnomalyState, anomalyStates } from '../../domain/anomaly-state.ts';
import { CaseAttemptView } from '../case-attempt.view.ts';
import { CaseworkView, OfficerView } from '../casework/view.ts';
import { CaseStatementView } from '../statements/view.ts';

class RuleView implements RuleReference {
  @Gives.text()
  readonly id!: string;

  @Gives.whole()
  readonly version!: number;

  @Gives.text({ description: 'French' })
  readonly title!: string;

  @Gives.text({ description: 'SHA-256 of the rule as it was' })
  readonly hash!: string;
}

class NoticeProofView {
  @Gives.oneOf(['mail', 'registered-letter'])
  readonly kind!: NoticeProof['kind'];

  @Gives.text({ optional: true, description: 'Of a mail: whose' })
  readonly userCode?: string;

  @Gives.instant({ optional: true, description: 'Of a mail: when their mail server took it' })
  readonly acceptedAt?: Instant;

  @Gives.text({ optional: true, description: 'Of a registered letter' })
  readonly number?: string;

  @Gives.day({ optional: true, description: 'Of a registered letter: when it was handed over' })
  readonly deliveredOn?: CalendarDate;
}

class JustificationView {
  @Gives.text()
  readonly text!: string;

  @Gives.list(() => AttachedFileView)
  readonly files!: readonly AttachedFileView[];

  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Whose it is' })
  readonly by!: string;

  @Gives.flag()
  readonly late!: boolean;

  @Gives.whole()
  readonly daysLate!: number;
}

class VerdictView {
  @Gives.oneOf(verdicts)
  readonly verdict!: Verdict;

  @Gives.text()
  readonly comment!: string;

  @Gives.oneOf(SECURITY_SANCTIONS, { orNull: true, description: 'Decided with it, on the code' })
  readonly sanction!: SecuritySanction | null;

  @Gives.instant()
  readonly at!: Instant;
}

class DismissalView {
  @Gives.text()
  readonly reason!: string;

  @Gives.instant()
  readonly at!: Instant;
}

/** What an anomaly is, in few words. */
class CaseView {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(anomalyStates)
  readonly state!: AnomalyState;

  @Gives.object(() => RuleView)
  readonly rule!: RuleView;

  @Gives.oneOf(levels)
  readonly severity!: Level;

  @Gives.text({ description: 'What happened, in French, with its numbers' })
  readonly sentence!: string;

  @Gives.text({
    orNull: true,
    description: 'The code that it is about; null for what comes from one network',
  })
  readonly userCode!: string | null;

  @Gives.text({ orNull: true, description: 'The network that it is about; null for what is about one code' })
  readonly network!: string | null;

  @Gives.text({ orNull: true })
  readonly name!: string | null;

  @Gives.object(() => Named, {
    orNull: true,
    description: 'Who has to justify it; null where it concerns several partners, or none',
  })
  readonly gestionnaire!: Named | null;

  @Gives.instant()
  readonly detectedAt!: Instant;

  @Gives.instant()
  readonly lastHitAt!: Instant;

  @Gives.day({ orNull: true, description: 'Last day for the justification, whole (R19)' })
  readonly due!: CalendarDate | null;
}

/** An anomaly as people see it. */
export class AnomalyView extends CaseView {
  @Gives.text({ description: 'Of the amendment' })
  readonly article!: string;

  @Gives.object(() => NoticeProofView, {
    orNull: true,
    description: 'By what the notice has reached the partner (R19); null before, and in older cases',
  })
  readonly notice!: NoticeProofView | null;

  @Gives.day({ orNull: true, description: 'From which the 15 days are counted (R19)' })
  readonly notifiedOn!: CalendarDate | null;

  @Gives.object(() => JustificationView, { orNull: true })
  readonly justification!: JustificationView | null;

  @Gives.object(() => VerdictView, { orNull: true })
  readonly verdict!: VerdictView | null;

  @Gives.object(() => DismissalView, { orNull: true })
  readonly dismissal!: DismissalView | null;
}

/** A case in a list: what was written about it is read in the case. */
export class ListedCase extends CaseView {
  @Gives.instant({ orNull: true, description: 'When the partner has justified it' })
  readonly justifiedAt!: Instant | null;

  @Gives.oneOf(verdicts, { orNull: true })
  readonly conclusion!: Verdict | null;
}

export class EvidenceView extends CaseAttemptView {
  @Gives.text({
    orNull: true,
    description: 'The code that was tried; null for what is no code, and in older cases',
  })
  readonly userCode!: string | null;

  @Gives.flag({ description: 'It is one of those that sufficed to make the rule hold' })
  readonly isSufficient!: boolean;
}

export class AnomalyDetailView extends AnomalyView {
  @Gives.whole({
    orNull: true,
    description:
      'How many lines of the journal, on whosever codes, made the rule hold: without any one of them it would not have. Null where no few suffice, and in older cases',
  })
  readonly sufficient!: number | null;

  @Gives.list(() => EvidenceView)
  readonly evidence!: readonly EvidenceView[];

  @Gives.list(() => HistoryLine)
  readonly history!: readonly HistoryLine[];
}

export class AnomalyCaseView extends AnomalyDetailView {
  @Gives.object(() => CaseStatementView, {
    orNull: true,
    description: 'What the agent was asked, and answered; null when nothing was asked',
  })
  readonly statement!: CaseStatementView | null;

  @Gives.object(() => CaseNoticesView, { orNull: true, description: 'For the Caf alone' })
  readonly notices!: CaseNoticesView | null;

  @Gives.object(() => CaseworkView, { orNull: true, description: 'For the Caf alone' })
  readonly casework!: CaseworkView | null;
}

/** A case in the queue of the Caf. */
export class QueuedCase extends ListedCase {
  @Gives.object(() => OfficerView, { orNull: true, description: 'Who looks after it' })
  readonly assignee!: OfficerView | null;
}

export class RelatedCase extends AnomalyView {
  @Gives.oneOf(['code', 'network', 'rule'], {
    description: 'By what: the same code, the same network, or the same rule on the same code or network',
  })
  readonly tie!: 'code' | 'network' | 'rule';
}

export class RelatedCases {
  @Gives.list(() => RelatedCase, {
    description: 'On the same code or from the same network within 12 hours, the nearest first: 100 at most',
  })
  readonly attack!: readonly RelatedCase[];

  @Gives.list(() => RelatedCase, {
    description: 'By the same rule on the same code or network, earlier, the latest first: 20 at most',
  })
  readonly before!: readonly RelatedCase[];
}

export class CaseCounts {
  @Gives.whole({ description: 'Of those that wait for the Caf' })
  readonly waiting!: number;

  @Gives.whole({ description: 'Of these, assigned to the reader' })
  readonly mine!: number;

  @Gives.whole({ description: 'Of these, assigned to nobody' })
  readonly unassigned!: number;

  @Gives.amounts({ description: 'Of those that are not over, by state' })
  readonly open!: Readonly<Record<string, number>>;
}
