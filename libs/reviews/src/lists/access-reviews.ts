import { Injectable } from '@nestjs/common';
import { Reads } from '#event-sourcing';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  frenchOrder,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  ofGestionnaire,
  parisDateOf,
  period,
  upward,
} from '#platform';
import { REVIEWS, type ReviewRow, ReviewsQuery } from '../read-models/reviews/query.ts';
import { AccessReviewView, type ReviewState, reviewStates } from '../read-models/reviews/view.ts';
import { STATE_NAMES } from './words.ts';

const id = by.id('r.id');
const name = by.text(frenchOrder('r.gestionnaire_name'));

const accessReviews: ListDeclaration<AccessReviewView> = {
  path: 'lists/access-reviews',
  tag: 'access-reviews',
  summary: 'Access reviews by page: a gestionnaire’s own, those of a Caf’s partners; the latest first',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('reviews'),
  recordsExport: 'access-reviews-export',
  file: 'revues',
  view: AccessReviewView,
  from: REVIEWS.from,
  columns: REVIEWS.columns,
  searched: (matches) => matches('r.search'),
  filters: {
    state: filter(
      OneOf(reviewStates, {
        optional: true,
        description: '`open` has those that are `overdue` too: past their due day',
      }),
      (state: ReviewState, { now }) =>
        state === 'overdue'
          ? fragment`r.state = 'open' AND r.due_on < ${parisDateOf(now)}::date`
          : fragment`r.state = ${state}`,
    ),
    organismId: ofGestionnaire('r.gestionnaire_id'),
    ...period.days('r.opened_on', 'on which one may be opened'),
  },
  sorts: {
    // Those of a year are opened on one day.
    opened: [by.day('r.opened_on'), ...upward(name, id)],
    due: [by.day('r.due_on'), ...upward(name, id)],
    name: [name, by.day('r.opened_on'), id],
    waiting: [by.whole('(r.persons - r.answered)'), ...upward(name, id)],
  },
  order: '-opened',
  csv: [
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Siret', ({ gestionnaire }) => gestionnaire.id],
    ['Ouverte le', ({ openedOn }) => formatShortDate(openedOn)],
    ['Motif', ({ reason }) => reason],
    ['Réponse attendue le', ({ dueOn }) => formatShortDate(dueOn)],
    ['État', ({ state }) => STATE_NAMES[state]],
    ['Personnes', ({ persons }) => persons],
    ['Réponses', ({ answered }) => answered],
    ['Rappels', ({ reminders }) => reminders],
    ['Dernier courriel le', ({ toldOn }) => formatShortDate(toldOn)],
    ['Terminée le', ({ closedAt }) => closedAt && inParis(closedAt)],
    ['Jours de retard', ({ daysLate }) => daysLate],
  ],
};

@Injectable()
export class AccessReviewList extends List<ReviewRow, AccessReviewView> {
  readonly declared = accessReviews;

  constructor(private readonly reviews: ReviewsQuery) {
    super();
  }

  protected scope({ reader }: Asking): Fragment {
    return REVIEWS.visibleTo(reader);
  }

  protected views(rows: readonly ReviewRow[]): AccessReviewView[] {
    return this.reviews.views(rows);
  }
}

export const AccessReviewListController = listController(AccessReviewList, accessReviews);
