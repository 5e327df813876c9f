import { type Fragment, fragment, type Instant, verbatim } from '#platform';
import { distinctNameIn } from './distinct-name.ts';

export const notEndedAt = (at: Instant | Fragment): Fragment =>
  fragment`(h.ended_at IS NULL OR h.ended_at > ${at})`;

/** That `h` is held at an instant, under a convention `c` that is in force then (R1, R6). */
export const heldAt = (
  at: Instant | Fragment,
): Fragment => fragment`h.started_at <= ${at} AND ${notEndedAt(at)}
  AND c.active_from <= ${at} AND c.active_until > ${at}`;

/**
 * Requests in SQL, as `r`, each with its person, convention and establishment as `p`, `c` and `e`: for lists of later contexts too.
 * Each has an establishment; joined from the left, PostgreSQL does not take two columns that go together for a rare match.
 */
export const REQUESTS = {
  from: `habilitations.requests r
    JOIN habilitations.persons p ON p.id = r.person_id
    JOIN habilitations.conventions c ON c.id = r.convention_id
    LEFT JOIN habilitations.establishments e ON e.convention_id = r.convention_id AND e.id = r.establishment_id`,
} as const;

/** Habilitations, in force or ended, in the same way as `h`. */
export const HOLDINGS = {
  from: `habilitations.holdings h
    JOIN habilitations.persons p ON p.id = h.person_id
    JOIN habilitations.conventions c ON c.id = h.convention_id
    LEFT JOIN habilitations.establishments e ON e.convention_id = h.convention_id AND e.id = h.establishment_id`,
} as const;

export const GESTIONNAIRE = verbatim(
  `jsonb_build_object('id', c.gestionnaire_id, 'name', c.gestionnaire ->> 'name')`,
);
export const nameIn = (person: string): Fragment => verbatim(distinctNameIn(person));

const inForce = (convention: Fragment, at: Instant): Fragment =>
  fragment`coalesce(${convention}.active_from <= ${at} AND ${convention}.active_until > ${at}, false)`;

/** Of the conventions of one establishment, the one that it is shown under comes last: in force, then the latest to end. */
const precedence = (convention: Fragment, at: Instant): Fragment =>
  fragment`(${inForce(convention, at)}, coalesce(${convention}.active_until, ''), ${convention}.id)`;
const [C, OTHER] = [verbatim('c'), verbatim('other')];

/** Establishments in SQL, as `e`, with a convention that covers them as `c`. All conventions of one have the same parties. */
export const ESTABLISHMENTS = {
  from: 'habilitations.establishments e JOIN habilitations.conventions c ON c.id = e.convention_id',
  /** That `c` is the convention which it is shown under at an instant. Said as a condition, so that others reach the indexes. */
  shown: (at: Instant): Fragment => fragment`NOT EXISTS (
    SELECT FROM habilitations.establishments again JOIN habilitations.conventions other ON other.id = again.convention_id
    WHERE again.id = e.id AND ${precedence(OTHER, at)} > ${precedence(C, at)})`,
  /** That its convention is in force at an instant. */
  inForce: (at: Instant): Fragment => inForce(C, at),
  /** What is held there at an instant, as `h`. */
  holdings: (
    at: Instant,
  ): Fragment => fragment`habilitations.holdings h JOIN habilitations.conventions c ON c.id = h.convention_id
    WHERE h.convention_id = e.convention_id AND h.establishment_id = e.id AND ${heldAt(at)}`,
} as const;
