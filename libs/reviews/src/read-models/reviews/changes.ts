import { heldAt } from '#habilitations';
import { type Fragment, fragment, type Instant } from '#platform';

/**
 * SQL, to be joined: what has changed by an instant for the person of an answer `a` since the review before, under the conventions
 * of the Caf of its review `r`, as `changes`: its kind, and what was gained and lost.
 */
export const changesAt = (now: Instant): Fragment => fragment`
  LATERAL (
    SELECT CASE
        WHEN absent.is_back THEN 'returned'
        WHEN bool_or(held.now) AND NOT bool_or(held.before) THEN 'new'
        WHEN bool_or(held.before <> held.now) THEN 'changed'
        ELSE 'none' END AS kind,
      coalesce(jsonb_agg(held.access) FILTER (WHERE held.now AND NOT held.before), '[]') AS gained,
      coalesce(jsonb_agg(held.access) FILTER (WHERE held.before AND NOT held.now), '[]') AS lost
    FROM (SELECT EXISTS (SELECT FROM departures.departures d
        WHERE d.person_id = a.person_id AND d.kind = 'absence' AND d.caf_ids @> ARRAY[r.caf_id]
          AND d.back ->> 'at' >= r.changes_after) AS is_back) AS absent
    LEFT JOIN (
      SELECT jsonb_build_object('profile', h.profile, 'establishment', min(e.name)) AS access,
        bool_or(h.started_at < r.changes_after AND (h.ended_at IS NULL OR h.ended_at >= r.changes_after)
          AND c.active_from < r.changes_after AND c.active_until >= r.changes_after) AS before,
        bool_or(${heldAt(now)}) AS now
      FROM habilitations.holdings h
      JOIN habilitations.conventions c ON c.id = h.convention_id AND c.caf_id = r.caf_id AND c.active_from IS NOT NULL
      JOIN habilitations.establishments e ON e.convention_id = c.id AND e.id = h.establishment_id
      WHERE h.person_id = a.person_id GROUP BY h.establishment_id, h.profile) AS held ON held.before OR held.now
    GROUP BY absent.is_back) AS changes`;
