import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ConventionsQuery } from '#conventions';
import { Clock, daysBetween, type Job, parisDateOf, policy } from '#platform';
import { LapseAccessReview } from '../commands/lapse-access-review.ts';
import { NoteAccessChange } from '../commands/note-access-change.ts';
import { OpenAccessReview } from '../commands/open-access-review.ts';
import { RemindAccessReview } from '../commands/remind-access-review.ts';
import { lastOpeningDay } from '../domain/access-review-schedule.ts';
import { HeldAccesses } from '../read-models/reviews/held-access.ts';
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
    private readonly accesses: HeldAccesses,
    private readonly conventions: ConventionsQuery,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  async run() {
    const waiting = await this.reviews.open();
    const report = { examined: waiting.length, opened: await this.openAll(), reminded: 0, lapsed: 0 };
    for (const review of waiting) {
      if (await this.hasLapsed(review)) {
        report.lapsed++;
        continue;
      }
      await this.noteEnds(review);
      const { events } = await this.commands.execute(new RemindAccessReview(review.id));
      report.reminded += events.length;
    }
    return report;
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

  private async hasLapsed({ id, cafId, gestionnaire }: OpenReview): Promise<boolean> {
    const partnerships = await this.conventions.partnershipsOf(gestionnaire.id);
    if (partnerships.some(({ caf, inForce }) => caf.id === cafId && inForce)) return false;
    await this.commands.execute(new LapseAccessReview(id));
    return true;
  }

  /** Whatever ended what they held: nothing is left to confirm. */
  private async noteEnds({ id, cafId, waiting }: OpenReview): Promise<void> {
    const held = await this.accesses.of(waiting, cafId);
    for (const personId of waiting.filter((one) => !held.has(one))) {
      const noted = { personId, change: 'ended', lastDay: null, access: [] } as const;
      await this.commands.execute(new NoteAccessChange(id, noted));
    }
  }
}
