import {
  type CalendarDate,
  conflict,
  daysBetween,
  dueDate,
  holidayCalendarOf,
  type Instant,
  notFound,
  parisDateOf,
  policy,
} from '#platform';
import type {
  Access,
  AccessChange,
  AccessReview,
  AccessReviewEvent,
  ReviewedPerson,
} from './access-review-events.ts';
import { nextReminderAfter } from './access-review-schedule.ts';
import type { AccessReviewState } from './access-review-state.ts';

export type AccessReviewCommand =
  | {
      type: 'OpenAccessReview';
      review: Omit<AccessReview, 'openedOn'>;
      /** Whoever holds a habilitation now. */
      persons: readonly ReviewedPerson[];
    }
  | { type: 'ConfirmAccess'; person: ReviewedPerson; access: readonly Access[]; statement: string }
  | {
      type: 'NoteAccessChange';
      personId: string;
      change: AccessChange;
      lastDay: CalendarDate | null;
      access: readonly Access[];
    }
  /** Without a reason: if it is time to. */
  | { type: 'RemindAccessReview'; reason: string | null }
  | { type: 'LapseAccessReview' };

type Decision<Type extends AccessReviewCommand['type']> = Extract<AccessReviewCommand, { type: Type }>;

export function decide(
  command: AccessReviewCommand,
  state: AccessReviewState,
  now: Instant,
): AccessReviewEvent[] {
  const today = parisDateOf(now);
  if (command.type === 'OpenAccessReview') return open(command, state, today);
  if (state.review === null) throw unknownReview();
  switch (command.type) {
    case 'ConfirmAccess':
      return confirm(command, state, today);
    case 'NoteAccessChange':
      return note(command, state, today);
    case 'RemindAccessReview':
      return remind(command.reason, state, today);
    case 'LapseAccessReview':
      if (state.state !== 'open') return [];
      return [{ type: 'AccessReviewLapsed', data: { waiting: state.waiting.length } }];
    default:
      return command satisfies never;
  }
}

function open(
  { review, persons }: Decision<'OpenAccessReview'>,
  { state }: AccessReviewState,
  openedOn: CalendarDate,
): AccessReviewEvent[] {
  if (state !== 'unknown') throw reviewOpen();
  if (persons.length === 0) {
    throw conflict(
      'nobody-to-review',
      'Personne n’a d’habilitation en vigueur\u00a0: il n’y a rien à revoir.',
    );
  }
  const dueOn = dueDate(openedOn, policy.accessReviewDays, holidayCalendarOf(review.cafId));
  return [{ type: 'AccessReviewOpened', data: { ...review, openedOn, dueOn, persons } }];
}

function confirm(
  { person, access, statement }: Decision<'ConfirmAccess'>,
  state: AccessReviewState,
  today: CalendarDate,
): AccessReviewEvent[] {
  const { personId } = person;
  if (state.answers[personId] === 'confirmed') return [];
  mustBeOpen(state);
  if (state.answers[personId]) {
    throw conflict('already-answered', 'Un changement est déjà déclaré pour cette personne.');
  }
  if (!state.waiting.includes(personId)) {
    throw notFound('not-under-review', 'Cette personne ne fait pas partie de la revue.');
  }
  if (access.length === 0) {
    throw conflict(
      'nothing-held',
      'Cette personne n’a plus d’habilitation\u00a0: il n’y a rien à confirmer.',
    );
  }
  return answer({ type: 'AccessConfirmed', data: { ...person, access, statement } }, state, today);
}

/** Follows from what was declared elsewhere: whoever has their answer keeps it. */
function note(
  { type: _, ...noted }: Decision<'NoteAccessChange'>,
  state: AccessReviewState,
  today: CalendarDate,
): AccessReviewEvent[] {
  if (state.state !== 'open' || !state.waiting.includes(noted.personId)) return [];
  return answer({ type: 'AccessChangeNoted', data: noted }, state, today);
}

/** The last one completes the review. */
function answer(
  answered: AccessReviewEvent,
  { waiting, review }: AccessReviewState,
  today: CalendarDate,
): AccessReviewEvent[] {
  if (waiting.length > 1) return [answered];
  const daysLate = Math.max(0, daysBetween(review!.dueOn, today));
  return [answered, { type: 'AccessReviewCompleted', data: { daysLate } }];
}

function remind(reason: string | null, state: AccessReviewState, today: CalendarDate): AccessReviewEvent[] {
  const { waiting, review, toldOn } = state;
  const { dueOn, gestionnaire } = review!;
  if (reason === null) {
    if (state.state !== 'open' || nextReminderAfter(toldOn!, dueOn) > today) return [];
  } else {
    mustBeOpen(state);
    if (toldOn === today) {
      throw conflict('told-today', 'Les correspondants ont déjà été avertis aujourd’hui.');
    }
  }
  const data = { gestionnaireId: gestionnaire.id, remindedOn: today, dueOn, waiting: waiting.length, reason };
  return [{ type: 'AccessReviewReminded', data }];
}

function mustBeOpen({ state }: AccessReviewState): void {
  if (state !== 'open') throw conflict('review-over', 'Cette revue est terminée.');
}

/** One at a time. */
const reviewOpen = () => conflict('review-open', 'Une revue est déjà ouverte avec ce gestionnaire.');

/** There is no such review, or not for whoever asks. */
export const unknownReview = () =>
  notFound('review-not-found', 'Cette revue n’existe pas, ou ne relève pas de vous.');
