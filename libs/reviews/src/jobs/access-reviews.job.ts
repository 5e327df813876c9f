import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock, daysBetween, type Job, parisDateOf, policy } from '#platform';
import { LapseAccessReview } from '../commands/lapse-access-review.ts';
import { NoteAccessChange } from '../commands/note-access-change.ts';
import { OpenAccessReview } from '../commands/open-access-review.ts';
import { RemindAccessReview } from '../commands/remind-access-review.ts';
import { lastOpeningDay, nextReminderAfter } from '../domain/access-review-schedule.ts';
import { type OpenReview, ReviewsQuery } from '../read-models/reviews/query.ts';

/** Opens the yearly access reviews, reminds of those that are open, and ends those that nobody can answer any more. */
@Injectable()
export class AccessReviewsJob implements Job {
  readonly name = 'access-reviews';
  readonly purpose =
    'Ouvre la revue annuelle des habilitations, et rappelle celles qui attendent une réponse.';
  readonly schedule = '20 7 * * *';

  constructor(
    private readonly reviews: ReviewsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const open = await this.reviews.open();
    const lapsed = await this.lapse();
    await this.noteEnds();
    return {
      examined: open.length,
      opened: await this.openAll(),
      reminded: await this.remind(open),
      lapsed,
    };
  }

  private async lapse(): Promise<number> {
    const lapsed = await this.reviews.withoutConvention();
    for (const id of lapsed) await this.commands.execute(new LapseAccessReview(id));
    return lapsed.length;
  }

  /** Whatever ended what they held: nothing is left to confirm. */
  private async noteEnds(): Promise<void> {
    for (const { id, personId } of await this.reviews.withoutAccess()) {
      const noted = { personId, change: 'ended', lastDay: null, access: [] } as const;
      await this.commands.execute(new NoteAccessChange(id, noted));
    }
  }

  /** On the day of the year; after an outage too, as long as an answer would still be in time for that day. */
  private async openAll(): Promise<number> {
    const today = parisDateOf(this.clock.now());
    const day = lastOpeningDay(today);
    if (daysBetween(day, today) > policy.accessReviewDays) return 0;
    const due = await this.reviews.toOpen(day);
    for (const { cafId, gestionnaireId } of due) {
      await this.commands.execute(new OpenAccessReview(cafId, gestionnaireId));
    }
    return due.length;
  }

  private async remind(open: readonly OpenReview[]): Promise<number> {
    const today = parisDateOf(this.clock.now());
    let reminded = 0;
    for (const { id, toldOn, dueOn } of open) {
      if (nextReminderAfter(toldOn, dueOn) > today) continue;
      const { events } = await this.commands.execute(new RemindAccessReview(id));
      reminded += events.length;
    }
    return reminded;
  }
}
