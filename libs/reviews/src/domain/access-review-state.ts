import type { CalendarDate } from '#platform';
import type { AccessAnswer, AccessReview, AccessReviewEvent } from './access-review-events.ts';

export interface AccessReviewState {
  readonly state: 'unknown' | 'open' | 'completed' | 'lapsed';
  readonly review: (AccessReview & { readonly dueOn: CalendarDate }) | null;
  /** Persons without an answer. */
  readonly waiting: readonly string[];
  readonly answers: Readonly<Record<string, AccessAnswer>>;
  /** The last day on which the correspondents were told of it. */
  readonly toldOn: CalendarDate | null;
}

export const UNKNOWN_REVIEW: AccessReviewState = {
  state: 'unknown',
  review: null,
  waiting: [],
  answers: {},
  toldOn: null,
};

export function evolve(state: AccessReviewState, event: AccessReviewEvent): AccessReviewState {
  switch (event.type) {
    case 'AccessReviewOpened': {
      const { persons, ...review } = event.data;
      const waiting = persons.map(({ personId }) => personId);
      return { ...state, state: 'open', review, waiting, toldOn: review.openedOn };
    }
    case 'AccessConfirmed':
      return answered(state, event.data.personId, 'confirmed');
    case 'AccessChangeNoted':
      return answered(state, event.data.personId, event.data.change);
    case 'AccessReviewReminded':
      return { ...state, toldOn: event.data.remindedOn };
    case 'AccessReviewCompleted':
      return { ...state, state: 'completed' };
    case 'AccessReviewLapsed':
      return { ...state, state: 'lapsed' };
    default:
      return event satisfies never;
  }
}

const answered = (state: AccessReviewState, personId: string, answer: AccessAnswer): AccessReviewState => ({
  ...state,
  waiting: state.waiting.filter((waiting) => waiting !== personId),
  answers: { ...state.answers, [personId]: answer },
});
