import { type Fragment, fragment, verbatim } from '#platform';

type Matches = (column: string) => Fragment;

/** SQL: the codes that a search finds, by their holder and its organism too. */
export const codesFound = (matches: Matches): Fragment =>
  fragment`SELECT found.user_code FROM accounts.searched AS found WHERE ${matches('found.search')}`;

/** SQL: the persons that a search finds by themselves, or by their code and its organism: each half from its index. */
export const personsFound = (matches: Matches): Fragment => fragment`
  SELECT found.id FROM habilitations.persons AS found WHERE ${matches('found.search')}
  UNION ALL SELECT found.person_id FROM accounts.searched AS found WHERE ${matches('found.search')}`;

/** The rows of a table that a search finds by the person, their code, the gestionnaire or the establishment: each looked for once. */
export const foundBy = (row: string, matches: Matches): Fragment => {
  const its = (column: string) => verbatim(`${row}.${column}`);
  return fragment`(${its('person_id')} IN (${personsFound(matches)})
    OR ${its('convention_id')} IN (SELECT found.id FROM habilitations.conventions AS found WHERE ${matches('found.search')})
    OR ${its('establishment_id')} IN (
      SELECT found.id FROM habilitations.establishments AS found WHERE ${matches('found.search')}))`;
};
