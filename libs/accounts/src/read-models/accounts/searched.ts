import { type Sql, searchable, searchIndex } from '#platform';

/** What codes are found by. Beside `accounts`, which each sign-in changes: all parts of the words would be written into the index anew. */
export const searchedTable = `
  CREATE TABLE searched (
    user_code text COLLATE "C" PRIMARY KEY,
    person_id uuid,
    search text NOT NULL
  );`;

export const searchedIndexes = searchIndex('searched');

/** SQL: the rows of `searched`, of those of `accounts`. */
export const SEARCHED = `user_code, person_id, ${searchable('name', 'user_code', 'email', 'organism_name', 'organism_id')}`;

const KEEP = `
  INSERT INTO searched SELECT ${SEARCHED} FROM accounts WHERE user_code = ANY ($1)
  ON CONFLICT (user_code) DO UPDATE SET person_id = excluded.person_id, search = excluded.search
  WHERE (searched.person_id, searched.search) IS DISTINCT FROM (excluded.person_id, excluded.search)`;

/** Brings `searched` to what `accounts` says of these codes. */
export async function keepSearched(codes: readonly string[], sql: Sql): Promise<void> {
  await sql.query(KEEP, [codes]);
}
