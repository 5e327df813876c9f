import type { Decider } from '#event-sourcing';
import { type AccessReviewCommand, decide } from './access-review-decisions.ts';
import type { AccessReviewEvent } from './access-review-events.ts';
import { type AccessReviewState, evolve, UNKNOWN_REVIEW } from './access-review-state.ts';

export { type AccessReviewCommand, unknownReview } from './access-review-decisions.ts';

/**
 * `review-{id}`: an access review. A correspondent says of every person with a habilitation under the conventions of a Caf
 * whether they are still in function, with the same profiles; or declares what is not so, which is an answer too.
 */
export const accessReview: Decider<AccessReviewCommand, AccessReviewEvent, AccessReviewState> = {
  category: 'review',
  initialState: UNKNOWN_REVIEW,
  decide,
  evolve,
};
