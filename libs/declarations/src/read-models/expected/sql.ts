import { type Fragment, fragment, type Principal } from '#platform';

const startOf = (day: string) => `${day}::timestamp AT TIME ZONE 'Europe/Paris'`;

/**
 * SQL: what each `campaign` expects. It expects a declaration of every `place`, an establishment that a convention with the Caf covers on some day
 * of the declared year, also when it has ended since (R4), unless it began after the campaign. `d` is the version that answers it, or null: the last one opened before the campaign
 * that follows. What was transmitted before a later campaign answers the earlier one alone.
 */
export const EXPECTED = `
  (SELECT c.id || '-' || c.number AS id, c.caf_id, c.year, c.kind, c.number, c.opens_on, c.closes_on,
     lead(c.opens_on) OVER (PARTITION BY c.id ORDER BY c.number) AS next_opens_on
   FROM campaigns.campaigns AS c) AS campaign
  JOIN LATERAL
  (SELECT DISTINCT ON (e.id) e.id, e.name, e.search, c.gestionnaire_id, c.gestionnaire ->> 'name' AS gestionnaire
   FROM conventions.conventions AS c JOIN conventions.establishments AS e ON e.convention_id = c.id
   WHERE c.caf_id = campaign.caf_id AND c.state <> 'draft' AND c.effective_from <= least(campaign.closes_on, make_date(campaign.year, 12, 31))
     AND coalesce(c.terminated_on, c.until) >= make_date(campaign.year, 1, 1)
   ORDER BY e.id, c.until DESC) AS place ON true
  LEFT JOIN LATERAL
  (SELECT d.id, d.state, d.transmitted_at FROM declarations.declarations AS d
   WHERE d.establishment_id = place.id AND d.year = campaign.year AND d.kind = campaign.kind
     AND (campaign.next_opens_on IS NULL OR d.opened_at < ${startOf('campaign.next_opens_on')})
     AND (campaign.number = 1 OR d.transmitted_at IS NULL OR d.transmitted_at >= ${startOf('campaign.opens_on')})
   ORDER BY d.version DESC LIMIT 1) AS d ON true`;

/** SQL: agents read what is expected of their establishments, a gestionnaire and a Caf of theirs. */
export const expectedBy = ({ role, organism, establishments }: Principal): Fragment =>
  role === 'agent'
    ? fragment`place.id = ANY (${establishments.map(({ id }) => id)}::uuid[])`
    : fragment`${organism.id} IN (campaign.caf_id, place.gestionnaire_id)`;
