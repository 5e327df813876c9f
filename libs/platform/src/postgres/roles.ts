import pg from 'pg';
import type { Database, Sql } from './database.ts';
import { MIGRATIONS_TURN } from './migrations.ts';

/** A schema that stays with the owner of the database: the program has what is granted to it there, and no more. */
export interface OwnersSchema {
  readonly name: string;
  /** Such as `SELECT ON event_log.cluster`. */
  readonly granted: readonly string[];
}

/** Which migrations were made, and with which secret, is not the program's to say. */
const MIGRATIONS: OwnersSchema = { name: 'platform', granted: ['SELECT ON ALL TABLES IN SCHEMA platform'] };

/**
 * Parts a database between two roles: what stands in `schemas` is the owner's, and the program may do there what is granted;
 * all else, read models that it builds anew included, is the program's. Doing it again changes nothing.
 */
export function shareWithProgram(
  owner: Database,
  program: string,
  schemas: readonly OwnersSchema[],
): Promise<void> {
  const kept = [MIGRATIONS, ...schemas];
  const role = pg.escapeIdentifier(program);
  return owner.transaction(async (sql) => {
    await sql.query(MIGRATIONS_TURN);
    const { rows } = await sql.query<{ database: string }>('SELECT current_database() AS database');
    await sql.query(`GRANT CONNECT, CREATE ON DATABASE ${pg.escapeIdentifier(rows[0]!.database)} TO ${role}`);
    for (const { name, owner, isKept } of await thingsIn(sql, kept)) {
      const rightOwner = isKept ? 'CURRENT_USER' : role;
      if (owner !== (isKept ? null : program)) await sql.query(`ALTER ${name} OWNER TO ${rightOwner}`);
    }
    for (const { name, granted } of kept) {
      if (!(await exists(sql, name))) continue;
      await sql.query(`
        REVOKE ALL ON SCHEMA ${name} FROM ${role}; REVOKE ALL ON ALL TABLES IN SCHEMA ${name} FROM ${role};
        GRANT USAGE ON SCHEMA ${name} TO ${role};
        ${granted.map((grant) => `GRANT ${grant} TO ${role};`).join('\n')}`);
    }
  });
}

/** A schema, table or function; whose it is, null where it is the present role's. */
interface Thing {
  readonly name: string;
  readonly owner: string | null;
  readonly isKept: boolean;
}

/** Everything that Greffe has made: schemas first, for whoever takes a table over has to be let into its schema. */
async function thingsIn(sql: Sql, kept: readonly OwnersSchema[]): Promise<Thing[]> {
  const { rows } = await sql.query<Thing>(
    `WITH schemas AS (
       SELECT oid, nspname, nspowner FROM pg_namespace
       WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')),
     things AS (
       SELECT 1 AS turn, nspname AS schema, format('SCHEMA %I', nspname) AS name, nspowner AS owner FROM schemas
       UNION ALL
       SELECT 2, nspname, format('TABLE %I.%I', nspname, relname), relowner FROM pg_class JOIN schemas ON schemas.oid = relnamespace
       WHERE relkind IN ('r', 'p')
       UNION ALL
       SELECT 3, nspname, format('ROUTINE %s', pg_proc.oid::regprocedure), proowner
       FROM pg_proc JOIN schemas ON schemas.oid = pronamespace)
     SELECT name, nullif(pg_get_userbyid(owner), current_user) AS owner, schema = ANY ($1) AS "isKept"
     FROM things ORDER BY turn, name`,
    [kept.map(({ name }) => name)],
  );
  return rows;
}

async function exists(sql: Sql, schema: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  return rowCount === 1;
}

/** The role that a connection string names, and its password. */
export function roleIn(url: string): { readonly name: string; readonly password: string } {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Makes the role that `url` names, which may sign in and nothing else; gives it this password where there is one, and the owner
 * may. The owner becomes a member of it, and so can give it things.
 */
export async function makeProgramRole(owner: Sql, url: string): Promise<void> {
  const { name, password } = roleIn(url);
  const role = pg.escapeIdentifier(name);
  const { rows } = await owner.query<{ mayBeChanged: boolean }>(
    `SELECT own.rolsuper OR own.rolcreaterole AND pg_has_role(program.oid, 'MEMBER WITH ADMIN OPTION') AS "mayBeChanged"
     FROM pg_roles AS program, pg_roles AS own WHERE program.rolname = $1 AND own.rolname = current_user`,
    [name],
  );
  if (rows[0]?.mayBeChanged === false) return;
  const secret = password === '' ? '' : `PASSWORD ${pg.escapeLiteral(password)}`;
  await owner.query(`${rows[0] ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN ${secret}`);
  if (!rows[0]) await owner.query(`GRANT ${role} TO CURRENT_USER`);
}

/** Those of the tables that the role of this connection could change or empty, or whose triggers it could take off. */
export async function changeableBy(sql: Sql, tables: readonly string[]): Promise<string[]> {
  const { rows } = await sql.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name JOIN pg_class ON pg_class.oid = to_regclass(name)
     WHERE pg_has_role(relowner, 'USAGE') OR has_table_privilege(pg_class.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')`,
    [tables],
  );
  return rows.map(({ name }) => name);
}
