import type { Sql } from '#platform';
import { eventLogSteps } from './schema.ts';

const EXPECTED = {
  category: `split_part(stream, '-'::text, 1)`,
  triggers: {
    append_only:
      'CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON event_log.events FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change()',
    own_place:
      'CREATE TRIGGER own_place AFTER INSERT ON event_log.events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_other_places()',
  },
  functions: ['horizon', 'transaction_offset', 'refuse_change', 'refuse_other_places'],
};

interface Found {
  readonly isTable: boolean;
  readonly isCategoryOfStream: boolean;
  /** Those at work, as `pg_get_triggerdef` writes them. */
  readonly triggers: readonly { readonly name: string; readonly definition: string }[];
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
  const { isTable, isCategoryOfStream, triggers, functions, isAnyBeyond } = rows[0]!;
  const made = Object.values(EXPECTED.triggers);
  const missing = Object.entries(EXPECTED.triggers).filter(
    ([, expected]) => !triggers.some(({ definition }) => definition === expected),
  );
  const others = triggers.filter(({ definition }) => !made.includes(definition));
  const changed = EXPECTED.functions.filter((name) => {
    const bodies = functions.flatMap((one) => (one.name === name ? one.body : []));
    return bodies.length !== 1 || bodies[0] !== bodyOf(name);
  });
  return [
    ...(isTable ? [] : ['event_log.events is no plain table: rows may be hidden or put in']),
    ...(isCategoryOfStream ? [] : ['event_log.events: the category is not that of the stream']),
    ...missing.map(([name]) => `event_log.events: the trigger ${name} is missing or disabled`),
    ...others.map(({ name }) => `event_log.events: the trigger ${name} is not ours`),
    ...changed.map((name) => `event_log.${name} is not the function that we have made`),
    ...(isAnyBeyond ? ['event_log.events: an event stands where no transaction has been'] : []),
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
  SELECT relkind = 'r' AND NOT relrowsecurity AND NOT relhassubclass
           AND NOT EXISTS (SELECT FROM pg_rewrite WHERE ev_class = events.oid) AS "isTable",
         EXISTS (SELECT FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                 WHERE attrelid = events.oid AND attname = 'category' AND attgenerated = 's'
                   AND pg_get_expr(adbin, adrelid) = $1) AS "isCategoryOfStream",
         (SELECT coalesce(json_agg(json_build_object('name', tgname, 'definition', pg_get_triggerdef(pg_trigger.oid)) ORDER BY tgname), '[]')
          FROM pg_trigger WHERE tgrelid = events.oid AND NOT tgisinternal AND tgenabled IN ('O', 'A')) AS triggers,
         (SELECT coalesce(json_agg(json_build_object('name', proname, 'body', prosrc)), '[]') FROM pg_proc
          WHERE pronamespace = events.relnamespace) AS functions,
         coalesce((SELECT max(transaction_id) FROM event_log.events)
           >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + event_log.transaction_offset(), false) AS "isAnyBeyond"
  FROM pg_class AS events WHERE events.oid = 'event_log.events'::regclass`;
