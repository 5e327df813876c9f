import { Injectable } from '@nestjs/common';
import { AccountsQuery, personsFound } from '#accounts';
import { CodeDirectory } from '#connections';
import { Reads } from '#event-sourcing';
import { distinctNameIn, PERSONS, PROFILE_NAMES } from '#habilitations';
import {
  type Asking,
  by,
  type Fragment,
  filter,
  formatShortDate,
  fragment,
  Id,
  type Instant,
  inParis,
  List,
  type ListDeclaration,
  listController,
  OneOf,
  type Role,
  SIDES,
  verbatim,
} from '#platform';
import { type Access, accessAnswers } from '../domain/access-review-events.ts';
import { changesAt } from '../read-models/reviews/changes.ts';
import { type HeldAccess, HeldAccesses } from '../read-models/reviews/held-access.ts';
import { REVIEWS } from '../read-models/reviews/query.ts';
import { type ChangeKind, changeKinds, ReviewedPersonView } from '../read-models/reviews/view.ts';
import { ANSWER_NAMES, CHANGE_NAMES } from './words.ts';

type Changes = Pick<ReviewedPersonView, 'change' | 'gained' | 'lost'>;

type Row = Pick<ReviewedPersonView, 'id' | 'reviewId' | 'person' | 'gestionnaire' | 'answer' | 'lastDay'> & {
  readonly answerId: string;
  readonly cafId: string;
  readonly answeredAt: Date | null;
  readonly byCode: string | null;
  readonly byRole: Role | null;
};

const inWords = (access: readonly Access[]): string =>
  access.map(({ establishment, profile }) => `${establishment} : ${PROFILE_NAMES[profile]}`).join(' | ');

const reviewedPersons: ListDeclaration<ReviewedPersonView> = {
  path: 'lists/reviewed-persons',
  tag: 'access-reviews',
  summary:
    'The persons of access reviews by page: what each holds, what has changed since the review before, and the answer',
  roles: ['gestionnaire', 'caf-habilitation', 'caf-security'],
  reads: Reads('reviews', 'habilitations', 'departures', 'accounts'),
  recordsExport: 'reviewed-persons-export',
  file: 'personnes-de-la-revue',
  view: ReviewedPersonView,
  from: `reviews.answers a JOIN ${REVIEWS.from} ON r.id = a.review_id
    JOIN habilitations.persons p ON p.id = a.person_id`,
  columns: `a.id AS "answerId", a.person_id AS id, a.review_id AS "reviewId", r.caf_id AS "cafId",
    jsonb_build_object('id', p.id, 'name', ${distinctNameIn('p')}, 'function', p.function) AS person,
    jsonb_build_object('id', r.gestionnaire_id, 'name', r.gestionnaire_name) AS gestionnaire,
    a.answer, a.answered_at AS "answeredAt",
    a.by_code AS "byCode", a.by_role AS "byRole", a.last_day::text AS "lastDay"`,
  searched: (matches) => fragment`p.id IN (${personsFound(matches)})`,
  filters: {
    reviewId: filter(Id({ optional: true }), (review: string) => fragment`a.review_id = ${review}`),
    answer: filter(
      OneOf(['waiting', 'given', ...accessAnswers], {
        optional: true,
        description: '`waiting` for one; any is `given`',
      }),
      (answer: string) => {
        if (answer === 'waiting') return fragment`a.answer IS NULL`;
        return answer === 'given' ? fragment`a.answer IS NOT NULL` : fragment`a.answer = ${answer}`;
      },
    ),
    change: filter(
      OneOf(changeKinds, { optional: true, description: 'Since the review before' }),
      (change: ChangeKind, { now }) => fragment`(SELECT kind FROM ${changesAt(now)}) = ${change}`,
    ),
  },
  sorts: {
    /** Without an answer first. */
    waiting: [by.whole('(a.answer IS NOT NULL)::int'), ...PERSONS.byName, by.id('a.id')],
    name: [...PERSONS.byName, by.id('a.id')],
  },
  order: 'waiting',
  csv: [
    ['Personne', ({ person }) => person.name],
    ['Fonction', ({ person }) => person.function],
    ['Gestionnaire', ({ gestionnaire }) => gestionnaire.name],
    ['Code', ({ userCode }) => userCode],
    ['Dernière connexion réussie', ({ lastSuccess }) => lastSuccess && inParis(lastSuccess)],
    ['Habilitations', ({ access }) => inWords(access)],
    ['Depuis la revue précédente', ({ change }) => CHANGE_NAMES[change]],
    ['Gagné', ({ gained }) => inWords(gained)],
    ['Perdu', ({ lost }) => inWords(lost)],
    ['Réponse', ({ answer }) => answer && ANSWER_NAMES[answer]],
    ['Dernier jour', ({ lastDay }) => lastDay && formatShortDate(lastDay)],
    ['Le', ({ answeredAt }) => answeredAt && inParis(answeredAt)],
    ['Par', ({ answeredBy }) => answeredBy],
  ],
};

@Injectable()
export class ReviewedPersonList extends List<Row, ReviewedPersonView> {
  readonly declared = reviewedPersons;

  constructor(
    private readonly accesses: HeldAccesses,
    private readonly accounts: AccountsQuery,
    private readonly codes: CodeDirectory,
  ) {
    super();
  }

  protected scope({ reader }: Asking): Fragment {
    return REVIEWS.visibleTo(reader);
  }

  protected async views(rows: readonly Row[], { now }: Asking): Promise<ReviewedPersonView[]> {
    const accounts = await this.accounts.ofPersons(rows.map(({ id }) => id));
    const names = await this.codes.namesOf(rows.flatMap(({ byCode }) => byCode ?? []));
    const held = await this.heldBy(rows);
    const changes = await this.changesOf(rows, now);
    return rows.map(({ answerId, cafId, answeredAt, byCode, byRole, ...row }) => ({
      ...row,
      ...changes.get(answerId)!,
      userCode: accounts.get(row.id)?.userCode ?? null,
      lastSuccess: accounts.get(row.id)?.lastSuccess ?? null,
      access: held.get(cafId)?.get(row.id) ?? [],
      answeredAt: answeredAt?.toISOString() ?? null,
      answeredBy:
        byCode && (byRole === 'gestionnaire' ? (names.get(byCode) ?? row.gestionnaire.name) : SIDES[byRole!]),
    }));
  }

  private async changesOf(rows: readonly Row[], now: Instant): Promise<ReadonlyMap<string, Changes>> {
    const statement = fragment`
      SELECT a.id, changes.kind AS change, changes.gained, changes.lost
      FROM reviews.answers a JOIN ${verbatim(REVIEWS.from)} ON r.id = a.review_id CROSS JOIN ${changesAt(now)}
      WHERE a.id = ANY (${rows.map(({ answerId }) => answerId)})`;
    const { rows: found } = await this.database.query<Changes & { id: string }>(statement);
    return new Map(found.map(({ id, ...changes }) => [id, changes]));
  }

  /** By Caf: the reviews of a gestionnaire may be of several. */
  private async heldBy(
    rows: readonly Row[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, HeldAccess[]>>> {
    const cafIds = [...new Set(rows.map(({ cafId }) => cafId))];
    const found = cafIds.map(async (cafId) => {
      const ids = rows.filter((row) => row.cafId === cafId).map(({ id }) => id);
      return [cafId, await this.accesses.heldBy(ids, cafId)] as const;
    });
    return new Map(await Promise.all(found));
  }
}

export const ReviewedPersonListController = listController(ReviewedPersonList, reviewedPersons);
