import type { Position } from '#event-sourcing';
import { frenchOrder, personNameIn, personNameOf } from '#platform';
import type { AnnexSignature } from '../../domain/annex.ts';
import type { AnnexContent, Party } from './content.ts';
import type { Held } from './rows.ts';

export interface Drawn {
  readonly position: Position;
  readonly gestionnaire: Party;
  readonly caf: Party;
  readonly conventions: AnnexContent['conventions'];
  readonly establishments: readonly { id: string; name: string; address: string }[];
  readonly held: readonly Held[];
  readonly amended: { version: number; signatures: readonly AnnexSignature[] } | null;
}

/** What replaces the present words of a subject in an annex as it was known just before `$5`; nothing when they are the same. */
const knownThen = (subject: string): string => `
  coalesce((SELECT r.before FROM habilitations.corrections r WHERE r.subject = ${subject} AND r.corrected_at >= $5
            ORDER BY r.revision LIMIT 1), '{}')`;

/**
 * The list as it stood at the end of a day, that is just before `$3`, in the words that were known at the end of another,
 * just before `$5`. One statement sees one snapshot, of the tables and of the position they were brought to.
 */
export const DRAW = `
  WITH known AS (
    SELECT c.*, coalesce(c.active_from < $3 AND c.active_until >= $3, false) AS in_force
    FROM habilitations.conventions c
    WHERE c.gestionnaire_id = $1 AND $2 IN (c.gestionnaire_id, c.caf_id) AND ($4::text IS NULL OR c.caf_id = $4)),
  parties AS (SELECT * FROM known ORDER BY in_force DESC, until DESC, id LIMIT 1),
  terms AS (SELECT k.* FROM known k JOIN parties USING (caf_id) WHERE k.in_force),
  places AS (
    SELECT e.id, jsonb_build_object('id', e.id, 'name', e.name, 'address', e.address)
      || ${knownThen(`e.convention_id || ':' || e.id`)} AS words
    FROM terms t JOIN habilitations.establishments e ON e.convention_id = t.id)
  SELECT
    (SELECT position FROM followers.checkpoints WHERE name = 'habilitations') AS position,
    p.gestionnaire || ${knownThen(`p.id || ':gestionnaire'`)} AS gestionnaire,
    p.caf || ${knownThen(`p.id || ':caf'`)} AS caf,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('from', t.effective_from, 'until', coalesce(
         (SELECT r.former_until FROM habilitations.renewals r WHERE r.convention_id = t.id AND r.renewed_at >= $5
          ORDER BY r.revision LIMIT 1), t.until)) ORDER BY t.until), '[]')
     FROM terms t) AS conventions,
    (SELECT coalesce(jsonb_agg(e.words ORDER BY ${frenchOrder("(e.words ->> 'name')")}, e.id), '[]')
     FROM places e) AS establishments,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', h.person_id, 'lastName', one.last_name,
       'firstName', one.first_name, 'function', one.function) || ${knownThen('one.id::text')}
       || jsonb_build_object('establishmentId', h.establishment_id, 'profile', h.profile,
         'lastDay', term.words ->> 'lastDay', 'returnsTo', ${personNameOf("(back.words ->> 'lastName')", "(back.words ->> 'firstName')")})),
       '[]')
     FROM terms t
     JOIN habilitations.holdings h ON h.convention_id = t.id
     JOIN habilitations.persons one ON one.id = h.person_id
     CROSS JOIN LATERAL (SELECT jsonb_build_object('lastDay', h.last_day, 'returnsTo', h.returns_to)
       || ${knownThen('h.id::text')} AS words) AS term
     LEFT JOIN LATERAL (SELECT jsonb_build_object('firstName', p.first_name, 'lastName', p.last_name)
       || ${knownThen('p.id::text')} AS words
       FROM habilitations.persons p WHERE p.id::text = term.words ->> 'returnsTo') AS back ON true
     WHERE h.started_at < $3 AND (h.ended_at IS NULL OR h.ended_at >= $3)) AS held,
    (SELECT jsonb_build_object('version', a.version, 'signatures', a.signatures)
     FROM habilitations.amendments a
     WHERE a.gestionnaire_id = p.gestionnaire_id AND a.caf_id = p.caf_id AND a.amended_at < $3
     ORDER BY a.version DESC LIMIT 1) AS amended
  FROM parties p`;

export interface Proposed {
  readonly gestionnaireId: string;
  readonly cafId: string;
  readonly version: number;
  readonly signatures: readonly AnnexSignature[];
  readonly requested: readonly Held[];
}

/** What an amendment asks for, while its requests wait. */
export const PROPOSED = `
  SELECT a.gestionnaire_id AS "gestionnaireId", a.caf_id AS "cafId", a.version, a.signatures,
    jsonb_agg(jsonb_build_object('personId', p.id, 'lastName', p.last_name, 'firstName', p.first_name,
      'function', p.function, 'establishmentId', r.establishment_id, 'profile', r.profile, 'lastDay', r.last_day,
      'returnsTo', ${personNameIn('back')})) AS requested
  FROM habilitations.amendments a
  JOIN habilitations.requests r ON r.amendment_id = a.id AND r.state = 'pending'
  JOIN habilitations.persons p ON p.id = r.person_id
  LEFT JOIN habilitations.persons back ON back.id = r.returns_to
  WHERE a.id = $1 AND $2 IN (a.gestionnaire_id, a.caf_id) AND a.state <> 'withdrawn'
  GROUP BY a.id`;
