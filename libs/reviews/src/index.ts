import type { Context } from '#event-sourcing';
import { reviewActs } from './acts.ts';
import { accessReviewEventTypes } from './domain/access-review-events.ts';
import { AccessReviewsJob } from './jobs/access-reviews.job.ts';
import { AnswerReviews } from './reactors/answer-reviews.ts';
import { reviewsProjection } from './read-models/reviews/projection.ts';
import { ReviewTasks } from './review-tasks.ts';
import { ReviewsModule } from './reviews.module.ts';

export const reviews: Context = {
  name: 'reviews',
  module: ReviewsModule,
  eventTypes: accessReviewEventTypes,
  acts: reviewActs,
  projections: [reviewsProjection],
  reactors: [AnswerReviews],
  jobs: [AccessReviewsJob],
  taskSources: [ReviewTasks],
};

export { ConfirmAccess } from './commands/confirm-access.ts';
export { OpenAccessReview } from './commands/open-access-review.ts';
export { accessReview } from './domain/access-review.ts';
export type { AccessReviewEvent } from './domain/access-review-events.ts';
export { AccessReviewList } from './lists/access-reviews.ts';
export { ReviewsQuery } from './read-models/reviews/query.ts';
