import { Injectable } from '@nestjs/common';
import { HOLDINGS, heldAt } from '#habilitations';
import {
  type CalendarDate,
  Clock,
  cafOf,
  Database,
  endOfDay,
  type Fragment,
  fragment,
  type Instant,
  type Principal,
  parisDateOf,
  verbatim,
} from '#platform';
import { unknownReview } from '../../domain/access-review.ts';
import type { ReviewedPartner } from '../../domain/access-review-events.ts';
import type { AccessReviewView } from './view.ts';

type Reader = Pick<Principal, 'role' | 'organism'>;

export interface ReviewRow extends Omit<AccessReviewView, 'state' | 'closedAt'> {
  readonly state: 'open' | 'completed' | 'lapsed';
  readonly closedAt: Date | null;
}

/** Reviews in SQL, as `r`, with what a `ReviewRow` is made of. */
export const REVIEWS = {
  from: 'reviews.reviews r',
  columns: `r.id, jsonb_build_object('id', r.caf_id, 'name', r.caf_name) AS caf,
    jsonb_build_object('id', r.gestionnaire_id, 'name', r.gestionnaire_name) AS gestionnaire,
    r.state, r.opened_on::text AS "openedOn", r.reason, r.due_on::text AS "dueOn", r.changes_since::text AS "changesSince",
    r.persons, r.answered, r.told_on::text AS "toldOn", r.reminders, r.closed_at AS "closedAt", r.days_late AS "daysLate"`,
  /** A gestionnaire’s own, those of a Caf’s partners. */
  visibleTo: (reader: Reader): Fragment =>
    cafOf(reader) === null
      ? fragment`r.gestionnaire_id = ${reader.organism.id}`
      : fragment`r.caf_id = ${reader.organism.id}`,
} as const;

/** One that is open, with the persons who have no answer. */
export interface OpenReview extends Pick<ReviewedPartner, 'cafId' | 'gestionnaire'> {
  readonly id: string;
  readonly dueOn: CalendarDate;
  /** The last day on which the correspondents were told of it. */
  readonly toldOn: CalendarDate;
  readonly waiting: readonly string[];
}

@Injectable()
export class ReviewsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal review-not-found */
  async one(id: string, reader: Principal): Promise<AccessReviewView> {
    const [review] = await this.select(fragment`r.id = ${id} AND ${REVIEWS.visibleTo(reader)}`);
    if (!review) throw unknownReview();
    return review;
  }

  /** Those that wait for the reader’s gestionnaire, the first to end first. */
  async openOf(reader: Principal): Promise<AccessReviewView[]> {
    return this.select(fragment`r.state = 'open' AND ${REVIEWS.visibleTo(reader)} ORDER BY r.due_on, r.id`);
  }

  /** Of how many partners the Caf waits for an answer past the due day. */
  async countOverdue(cafId: string): Promise<number> {
    const { rows } = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM reviews.reviews WHERE state = 'open' AND caf_id = $1 AND due_on < $2::date`,
      [cafId, parisDateOf(this.clock.now())],
    );
    return rows[0]!.count;
  }

  /** As they are shown. */
  views(rows: readonly ReviewRow[]): AccessReviewView[] {
    const today = parisDateOf(this.clock.now());
    return rows.map(({ state, closedAt, ...row }) => ({
      ...row,
      state: state === 'open' && row.dueOn < today ? 'overdue' : state,
      closedAt: closedAt?.toISOString() ?? null,
    }));
  }

  /** The last one of a partner of a Caf, whoever asks. */
  async latest(
    cafId: string,
    gestionnaireId: string,
  ): Promise<{ id: string; number: number; openedOn: CalendarDate } | null> {
    const { rows } = await this.database.query<{ id: string; number: number; openedOn: CalendarDate }>(
      `SELECT id, number, opened_on::text AS "openedOn" FROM reviews.reviews
       WHERE gestionnaire_id = $1 AND caf_id = $2 ORDER BY number DESC LIMIT 1`,
      [gestionnaireId, cafId],
    );
    return rows[0] ?? null;
  }

  /** All that are open. */
  open(): Promise<OpenReview[]> {
    return this.openWhere(verbatim('true'));
  }

  /** Those that were open at an instant, with the partner of a Caf, and wait for an answer about a person. */
  openAbout(personId: string, cafId: string, at: Instant): Promise<OpenReview[]> {
    return this.openWhere(
      fragment`a.person_id = ${personId} AND r.caf_id = ${cafId} AND r.opened_at <= ${at}::timestamptz`,
    );
  }

  /** The open ones of which no convention is in force any more. */
  async withoutConvention(): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `SELECT r.id FROM reviews.reviews r WHERE r.state = 'open' AND NOT EXISTS (
         SELECT FROM habilitations.conventions c WHERE c.caf_id = r.caf_id AND c.gestionnaire_id = r.gestionnaire_id
           AND c.active_from <= $1 AND c.active_until > $1) ORDER BY r.id`,
      [this.clock.now()],
    );
    return rows.map(({ id }) => id);
  }

  /** The persons of open ones who have no answer, and hold nothing any more. */
  async withoutAccess(): Promise<{ id: string; personId: string }[]> {
    const statement = fragment`
      SELECT r.id, a.person_id AS "personId" FROM reviews.reviews r JOIN reviews.answers a ON a.review_id = r.id
      WHERE r.state = 'open' AND a.answer IS NULL AND NOT EXISTS (
        SELECT FROM habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
        WHERE h.person_id = a.person_id AND c.caf_id = r.caf_id AND ${heldAt(this.clock.now())})
      ORDER BY r.id, a.id`;
    return (await this.database.query<{ id: string; personId: string }>(statement)).rows;
  }

  /** The partners whose convention was in force on a day, and is, and of whom no review was opened since, nor is open. */
  async toOpen(since: CalendarDate): Promise<{ cafId: string; gestionnaireId: string }[]> {
    const statement = fragment`
      SELECT DISTINCT c.caf_id AS "cafId", c.gestionnaire_id AS "gestionnaireId" FROM ${verbatim(HOLDINGS.from)}
      WHERE ${heldAt(this.clock.now())} AND c.active_from < ${endOfDay(since)} AND NOT EXISTS (
        SELECT FROM reviews.reviews r WHERE r.caf_id = c.caf_id AND r.gestionnaire_id = c.gestionnaire_id
          AND (r.state = 'open' OR r.opened_on >= ${since}::date))
      ORDER BY 1, 2`;
    const { rows } = await this.database.query<{ cafId: string; gestionnaireId: string }>(statement);
    return rows;
  }

  private async openWhere(condition: Fragment): Promise<OpenReview[]> {
    const statement = fragment`
      SELECT r.id, r.caf_id AS "cafId",
        jsonb_build_object('id', r.gestionnaire_id, 'name', r.gestionnaire_name) AS gestionnaire,
        r.due_on::text AS "dueOn", r.told_on::text AS "toldOn", array_agg(a.person_id::text ORDER BY a.id) AS waiting
      FROM reviews.reviews r JOIN reviews.answers a ON a.review_id = r.id AND a.answer IS NULL
      WHERE r.state = 'open' AND ${condition} GROUP BY r.id ORDER BY r.id`;
    const { rows } = await this.database.query<OpenReview>(statement);
    return rows;
  }

  private async select(condition: Fragment): Promise<AccessReviewView[]> {
    const statement = fragment`
      SELECT ${verbatim(REVIEWS.columns)} FROM ${verbatim(REVIEWS.from)} WHERE ${condition}`;
    return this.views((await this.database.query<ReviewRow>(statement)).rows);
  }
}
