import type { Sql } from '#platform';
import { eventLogSteps } from './schema.ts';

const EXPECTED = {
  category: `split_part(stream, '-'::text, 1)`,
  triggers: {
    append_only:
      'CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON event_log.events FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change()',
  },
  policies: {
    own_place:
      'PERMISSIVE FOR INSERT TO {public} USING () WITH CHECK ((transaction_id = ( SELECT (((pg_current_xact_id())::text)::bigint + cluster.transaction_offset) FROM event_log.cluster)))',
    whole: 'PERMISSIVE FOR SELECT TO {public} USING (true) WITH CHECK ()',
  },
  functions: ['horizon', 'transaction_offset', 'refuse_change'],
};

/** What the table has PostgreSQL see to. */
interface Guard {
  readonly name: string;
  readonly definition: string;
}

interface Found {
  readonly isTable: boolean;
  readonly isCategoryOfStream: boolean;
  /** Those at work, as `pg_get_triggerdef` writes them. */
  readonly triggers: readonly Guard[];
  /** Those at work, as `pg_policies` has them. */
  readonly policies: readonly Guard[];
  readonly functions: readonly { readonly name: string; readonly body: string }[];
  readonly isAnyBeyond: boolean;
}

/**
 * A line for each thing about the log's table that is not as Greffe has made it. Its owner can hide events from those who follow the log
 * while streams show them, or take off what refuses a change: who reads the log sees nothing of that. None where the log is elsewhere.
 */
export async function verifyEventTable(sql: Sql): Promise<string[]> {
  const { rows: here } = await sql.query<{ any: boolean }>(
    `SELECT to_regclass('event_log.events') IS NOT NULL AS any`,
  );
  if (!here[0]!.any) return [];
  const { rows } = await sql.query<Found>(FOUND, [EXPECTED.category]);
  const { isTable, isCategoryOfStream, triggers, policies, functions, isAnyBeyond } = rows[0]!;
  const changed = EXPECTED.functions.filter((name) => {
    const bodies = functions.flatMap((one) => (one.name === name ? one.body : []));
    return bodies.length !== 1 || bodies[0] !== bodyOf(name);
  });
  return [
    ...(isTable ? [] : ['event_log.events is no plain table: rows may be hidden or put in']),
    ...(isCategoryOfStream ? [] : ['event_log.events: the category is not that of the stream']),
    ...otherGuards('trigger', EXPECTED.triggers, triggers),
    ...otherGuards('policy', EXPECTED.policies, policies),
    ...changed.map((name) => `event_log.${name} is not the function that we have made`),
    ...(isAnyBeyond ? ['event_log.events: an event stands where no transaction has been'] : []),
  ];
}

function otherGuards(kind: string, expected: Readonly<Record<string, string>>, found: readonly Guard[]) {
  const made = Object.entries(expected);
  const missing = made.filter(([, wanted]) => !found.some(({ definition }) => definition === wanted));
  const others = found.filter(({ definition }) => !made.some(([, wanted]) => definition === wanted));
  return [
    ...missing.map(([name]) => `event_log.events: the ${kind} ${name} is missing or disabled`),
    ...others.map(({ name }) => `event_log.events: the ${kind} ${name} is not ours`),
  ];
}

/** As the steps that make the log have it: whole, for a part of another body would do as little. */
function bodyOf(name: string): string | undefined {
  const [, dollars, quoted] =
    new RegExp(`FUNCTION event_log\\.${name}\\(.*? AS\\s+(?:\\$\\$(.*?)\\$\\$|'(.*?)')`, 's').exec(
      eventLogSteps.join(''),
    ) ?? [];
  return dollars ?? quoted;
}

const FOUND = `
  SELECT relkind = 'r' AND NOT relforcerowsecurity AND NOT relhassubclass
           AND NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = events.oid) AS "isTable",
         EXISTS (SELECT FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                 WHERE attrelid = events.oid AND attname = 'category' AND attgenerated = 's'
                   AND pg_get_expr(adbin, adrelid) = $1) AS "isCategoryOfStream",
         (SELECT coalesce(json_agg(json_build_object('name', tgname, 'definition', pg_get_triggerdef(pg_trigger.oid)) ORDER BY tgname), '[]')
          FROM pg_trigger WHERE tgrelid = events.oid AND NOT tgisinternal AND tgenabled IN ('O', 'A')) AS triggers,
         (SELECT coalesce(json_agg(json_build_object('name', policyname, 'definition', format('%s FOR %s TO %s USING (%s) WITH CHECK (%s)',
            permissive, cmd, roles, qual, regexp_replace(with_check, '\\s+', ' ', 'g'))) ORDER BY policyname), '[]')
          FROM pg_policies WHERE schemaname = 'event_log' AND tablename = 'events' AND relrowsecurity) AS policies,
         (SELECT coalesce(json_agg(json_build_object('name', proname, 'body', prosrc)), '[]') FROM pg_proc
          WHERE pronamespace = events.relnamespace) AS functions,
         coalesce((SELECT max(transaction_id) FROM event_log.events)
           >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_log.transaction_offset(), false) AS "isAnyBeyond"
  FROM pg_class AS events WHERE events.oid = 'event_log.events'::regclass`;
