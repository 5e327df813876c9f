import { Injectable } from '@nestjs/common';
import type { Principal, Task, TaskSource } from '#platform';
import { StatementsQuery } from './read-models/statements/query.ts';
import type { ListedQuestionView } from './read-models/statements/view.ts';

/** What an agent has been asked, and has not answered (R19). */
@Injectable()
export class StatementTasks implements TaskSource {
  constructor(private readonly statements: StatementsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'agent') return [];
    return (await this.statements.to(principal)).filter(({ isOpen }) => isOpen).map(toTask);
  }
}

const toTask = ({ id, askedBy }: ListedQuestionView): Task => ({
  id: `question-${id}`,
  title: 'Était-ce vous\u00a0? Une question sur votre code attend votre réponse',
  detail: `${askedBy} vous demande si des connexions faites avec votre code sont de vous.`,
  due: null,
  urgency: 'soon',
  href: `/questions/${id}`,
});
