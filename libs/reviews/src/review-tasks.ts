import { Injectable } from '@nestjs/common';
import {
  addDays,
  Clock,
  formatCount,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
} from '#platform';
import { ReviewsQuery } from './read-models/reviews/query.ts';

/** A review to answer; for a Caf, the partners that are late with theirs. */
@Injectable()
export class ReviewTasks implements TaskSource {
  constructor(
    private readonly reviews: ReviewsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role === 'caf-habilitation') return this.overdue(principal.organism.id);
    return principal.role === 'gestionnaire' ? this.toAnswer(principal) : [];
  }

  private async toAnswer(principal: Principal): Promise<Task[]> {
    const open = await this.reviews.openOf(principal);
    const soon = addDays(parisDateOf(this.clock.now()), Math.max(...policy.accessReviewReminderDays));
    return open.map(({ id, state, persons, answered, dueOn }) => ({
      id: `access-review-${id}`,
      title: `Revue des habilitations\u00a0: ${formatCount(persons - answered, 'personne')} à confirmer`,
      detail: `Dites de chaque personne si elle est toujours en fonction, avec les mêmes profils.`,
      due: dueOn,
      urgency: state === 'overdue' ? 'late' : dueOn <= soon ? 'soon' : 'normal',
      href: `/revues/${id}`,
    }));
  }

  /** One for all: a Caf has some hundred partners. */
  private async overdue(cafId: string): Promise<Task[]> {
    const count = await this.reviews.countOverdue(cafId);
    if (count === 0) return [];
    return [
      {
        id: 'access-reviews-overdue',
        title: `Revues des habilitations en retard chez ${formatCount(count, 'partenaire')}`,
        detail: 'Elles leur sont rappelées chaque semaine\u00a0; vous pouvez les rappeler vous-même.',
        due: null,
        urgency: 'normal',
        href: '/revues?state=overdue',
      },
    ];
  }
}
