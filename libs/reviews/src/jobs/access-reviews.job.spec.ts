import type { CommandBus } from '@nestjs/cqrs';
import { conflict } from '#platform';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { OpenAccessReview } from '../commands/open-access-review.ts';
import type { ReviewsQuery } from '../read-models/reviews/query.ts';
import { AccessReviewsJob } from './access-reviews.job.ts';

const PARTNERS = ['21590410000017', '21590009000014'].map((gestionnaireId) => ({
  cafId: '595',
  gestionnaireId,
}));

/** On the day of the year, with two partners of which the first is answered by `error`. */
function jobWhereFirstFails(error: Error) {
  const opened: string[] = [];
  const reviews = {
    open: async () => [],
    withoutConvention: async () => [],
    withoutAccess: async () => [],
    toOpen: async () => PARTNERS,
  } as unknown as ReviewsQuery;
  const commands = {
    execute: async (command: OpenAccessReview) => {
      if (command.gestionnaireId === PARTNERS[0]!.gestionnaireId) throw error;
      opened.push(command.gestionnaireId);
      return { events: [] };
    },
  } as unknown as CommandBus;
  return { opened, job: new AccessReviewsJob(reviews, commands, new TestClock('2026-10-01T06:00:00.000Z')) };
}

it('a refusal keeps no other review waiting, and is told', async () => {
  const { opened, job } = jobWhereFirstFails(conflict('no-convention-in-force', 'Aucune convention.'));
  expect(await job.run()).toEqual({ examined: 0, opened: 1, reminded: 0, lapsed: 0, refused: 1 });
  expect(opened).toEqual([PARTNERS[1]!.gestionnaireId]);
});

it('what is no refusal ends the run: it is tried again', async () => {
  const { job } = jobWhereFirstFails(new Error('away'));
  await expect(job.run()).rejects.toThrow('away');
});
