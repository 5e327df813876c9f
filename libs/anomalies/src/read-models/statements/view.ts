import { Gives, type Instant } from '#platform';
import { type Answer, type AskedAttempt, answers } from '../../domain/statement.ts';
import { CaseAttemptView } from '../case-attempt.view.ts';

class AskedAttemptView extends CaseAttemptView implements AskedAttempt {
  @Gives.text({ description: '`Firefox 140, Windows`; `unknown`, `other`' })
  readonly browser!: string;
}

/** What was asked of an agent, and what they answered: the same for both sides of a case. */
export class StatementView {
  @Gives.id()
  readonly id!: string;

  @Gives.instant()
  readonly askedAt!: Instant;

  @Gives.text({ description: 'Whose name it is, of whoever asked' })
  readonly askedBy!: string;

  @Gives.oneOf(answers, { orNull: true, description: '« Était-ce vous ? »; null while there is no answer' })
  readonly answer!: Answer | null;

  @Gives.text({ orNull: true, description: 'The agent’s own words' })
  readonly text!: string | null;

  @Gives.instant({ orNull: true })
  readonly answeredAt!: Instant | null;
}

/** The same, as a case has it. */
export class CaseStatementView extends StatementView {
  @Gives.text({ description: 'Whom it was asked of' })
  readonly agent!: string;

  @Gives.text({
    orNull: true,
    description: 'While there is no answer: why the agent cannot sign in to give it, in French',
  })
  readonly obstacle!: string | null;
}

/** As the agent finds it among theirs. */
export class ListedQuestionView extends StatementView {
  @Gives.text({ description: 'Whom the agent works for' })
  readonly gestionnaire!: string;

  @Gives.flag({ description: 'Whether it can still be answered' })
  readonly isOpen!: boolean;
}

/** As the agent sees it: their own attempts, and nothing else of the case. */
export class AgentQuestionView extends ListedQuestionView {
  @Gives.list(() => AskedAttemptView, { description: 'The oldest first' })
  readonly attempts!: readonly AskedAttemptView[];
}
