import { Injectable } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import type { CommandOutcome } from '#event-sourcing';
import { Clock, daysBetween, inTurn, type Job, parisDateOf, policy, Refusal } from '#platform';
import { LapseAccessReview } from '../commands/lapse-access-review.ts';
import { NoteAccessChange } from '../commands/note-access-change.ts';
import { OpenAccessReview } from '../commands/open-access-review.ts';
import { RemindAccessReview } from '../commands/remind-access-review.ts';
import { lastOpeningDay, nextReminderAfter } from '../domain/access-review-schedule.ts';
import { type OpenReview, ReviewsQuery } from '../read-models/reviews/query.ts';

interface Tally {
  refused: number;
}

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
    const tally = { refused: 0 };
    const open = await this.reviews.open();
    const lapsed = await this.lapse(tally);
    await this.noteEnds(tally);
    return {
      examined: open.length,
      opened: await this.openAll(tally),
      reminded: await this.remind(open, tally),
      lapsed,
      ...tally,
    };
  }

  private async lapse(tally: Tally): Promise<number> {
    let lapsed = 0;
    await inTurn(await this.reviews.withoutConvention(), async (id) => {
      if (await this.execute(new LapseAccessReview(id), tally)) lapsed++;
    });
    return lapsed;
  }

  /** Whatever ended what they held: nothing is left to confirm. */
  private async noteEnds(tally: Tally): Promise<void> {
    await inTurn(await this.reviews.withoutAccess(), ({ id, personId }) => {
      const noted = { personId, change: 'ended', lastDay: null, access: [] } as const;
      return this.execute(new NoteAccessChange(id, noted), tally);
    });
  }

  /** On the day of the year; after an outage too, as long as an answer would still be in time for that day. */
  private async openAll(tally: Tally): Promise<number> {
    const today = parisDateOf(this.clock.now());
    const day = lastOpeningDay(today);
    if (daysBetween(day, today) > policy.accessReviewDays) return 0;
    let opened = 0;
    await inTurn(await this.reviews.toOpen(day), async ({ cafId, gestionnaireId }) => {
      if (await this.execute(new OpenAccessReview(cafId, gestionnaireId), tally)) opened++;
    });
    return opened;
  }

  private async remind(open: readonly OpenReview[], tally: Tally): Promise<number> {
    const today = parisDateOf(this.clock.now());
    let reminded = 0;
    const due = open.filter(({ toldOn, dueOn }) => nextReminderAfter(toldOn, dueOn) <= today);
    await inTurn(due, async ({ id }) => {
      const outcome = await this.execute(new RemindAccessReview(id), tally);
      reminded += outcome?.events.length ?? 0;
    });
    return reminded;
  }

  /** What is refused, of a partner whose convention has just ended or where a colleague was quicker, keeps no other waiting. */
  private async execute(command: Command<CommandOutcome>, tally: Tally): Promise<CommandOutcome | null> {
    try {
      return await this.commands.execute(command);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tally.refused++;
      return null;
    }
  }
}
