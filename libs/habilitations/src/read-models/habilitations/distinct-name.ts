import { personNameIn } from '#platform';

/**
 * In SQL, the name of `person`, a row of `habilitations.persons`; those of one gestionnaire who are written alike are told apart by
 * their mailboxes (R16).
 */
export const distinctNameIn = (person: string): string => `${personNameIn(person)}
  || CASE WHEN EXISTS (SELECT FROM habilitations.persons AS other
       WHERE other.gestionnaire_id = ${person}.gestionnaire_id AND other.id <> ${person}.id
         AND ${personNameIn('other')} = ${personNameIn(person)})
     THEN ' (' || ${person}.email || ')' ELSE '' END`;
