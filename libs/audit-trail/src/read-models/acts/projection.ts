import type { ActRegister, Projection, RecordedEvent, Thing } from '#event-sourcing';
import { groupBy, insertRows, type Sql, searchable, searchIndex } from '#platform';
import { type Act, kindOf, type Things, withEvent } from '../../domain/act.ts';
import { mentionedIn, told } from './told.ts';

/** SQL: the types of the events that an act is made of. */
export const TYPES = `jsonb_path_query_array(steps, '$[*].type')`;

/**
 * Who did what, when, on whom, with which reason: one row for each act, which is what one command did (`domain/act.ts`).
 * It follows every category, so that no event is left out because nobody thought of it. Words are those of the day on which
 * the event was taken in.
 */
export const actsProjection = (register: ActRegister): Projection => ({
  name: 'acts',
  version: 6,
  keepsPositions: true,
  tables: `
    CREATE TABLE acts (
      position text COLLATE "C" PRIMARY KEY,
      id uuid NOT NULL,
      at timestamptz NOT NULL,
      command text COLLATE "C" NOT NULL,
      actor_code text COLLATE "C" NOT NULL,
      actor_role text COLLATE "C" NOT NULL,
      actor_organism text COLLATE "C",
      actor_kind text COLLATE "C" NOT NULL,
      caf_id text COLLATE "C",
      gestionnaire_id text COLLATE "C",
      readers jsonb NOT NULL,
      kinds jsonb NOT NULL,
      about jsonb NOT NULL,
      steps jsonb NOT NULL,
      -- A line each.
      words text NOT NULL,
      search text GENERATED ALWAYS AS (${searchable('words')}) STORED
    );
    CREATE INDEX acts_by_command ON acts (command);
    CREATE TABLE things (
      id text COLLATE "C" PRIMARY KEY,
      thing jsonb NOT NULL,
      search text GENERATED ALWAYS AS (${searchable(`thing ->> 'name'`)}) STORED
    );
  `,
  indexes: `
    CREATE INDEX acts_about ON acts USING gin (about);
    CREATE INDEX acts_by_type ON acts USING gin ((${TYPES}));
    CREATE INDEX acts_by_actor ON acts (actor_code, position);
    ${searchIndex('acts')}
    ${searchIndex('things')}
  `,

  async project(events: readonly RecordedEvent[], sql: Sql): Promise<void> {
    const things = await knownThings(sql, events, register);
    const before = new Map(things);
    const singles = events.map((event) => told(event, register, things)).filter((act) => act !== null);
    if (singles.length === 0) return;
    await rewriteThings(
      sql,
      [...things.values()].filter((thing) => before.get(thing.id) !== thing),
    );
    await rewriteActs(sql, singles);
  },
});

const THING_OF_WANTED = 'LATERAL (SELECT thing FROM things WHERE things.id = wanted.id OFFSET 0) AS t';

/** Those that the events mention, and what these belong to. */
async function knownThings(
  sql: Sql,
  events: readonly RecordedEvent[],
  register: ActRegister,
): Promise<Things> {
  const mentioned = [...new Set(events.flatMap((event) => mentionedIn(event, register)))];
  if (mentioned.length === 0) return new Map();
  const { rows } = await sql.query<{ thing: Thing }>({
    name: 'acts-things',
    // Each is looked up by its id: the planner would rather read them all.
    text: `WITH RECURSIVE wanted (id) AS (
             SELECT unnest($1::text[])
             UNION
             SELECT jsonb_array_elements_text(coalesce(t.thing -> 'within', '[]')) FROM wanted, ${THING_OF_WANTED})
           SELECT t.thing FROM wanted, ${THING_OF_WANTED}`,
    values: [mentioned],
  });
  return new Map(rows.map(({ thing }) => [thing.id, thing]));
}

async function rewriteThings(sql: Sql, changed: readonly Thing[]): Promise<void> {
  if (changed.length === 0) return;
  await sql.query({
    name: 'acts-rewrite-things',
    text: `INSERT INTO things (id, thing) SELECT * FROM unnest($1::text[], $2::jsonb[])
           ON CONFLICT (id) DO UPDATE SET thing = EXCLUDED.thing`,
    values: [changed.map(({ id }) => id), changed],
  });
}

/** Adds the acts of single events to what their commands had done before. */
async function rewriteActs(sql: Sql, singles: readonly Act[]): Promise<void> {
  const commands = [...new Set(singles.map(({ command }) => command))];
  const acts = groupBy(await actsBefore(sql, commands), ({ command }) => command);
  for (const single of singles) acts.set(single.command, withEvent(acts.get(single.command) ?? [], single));
  await sql.query({
    name: 'acts-delete',
    text: 'DELETE FROM acts WHERE command = ANY ($1)',
    values: [commands],
  });
  await insertActs(sql, [...acts.values()].flat().map(toRow));
}

interface ActRow {
  readonly position: string;
  readonly id: string;
  readonly at: Date;
  readonly command: string;
  readonly actor: Act['actor'];
  readonly cafId: string | null;
  readonly gestionnaireId: string | null;
  readonly about: readonly string[];
  readonly steps: Act['steps'];
  readonly words: string;
}

async function actsBefore(sql: Sql, commands: readonly string[]): Promise<Act[]> {
  const { rows } = await sql.query<ActRow>({
    name: 'acts-before',
    text: `SELECT position, id, at, command, about, steps, caf_id AS "cafId", gestionnaire_id AS "gestionnaireId", words,
             jsonb_build_object('code', actor_code, 'role', actor_role, 'organism', actor_organism) AS actor
           FROM acts WHERE command = ANY ($1) ORDER BY position`,
    values: [commands],
  });
  return rows.map(({ at, words, ...row }) => ({ ...row, at: at.toISOString(), words: words.split('\n') }));
}

const insertActs = insertRows('acts', {
  position: 'text',
  id: 'uuid',
  at: 'timestamptz',
  command: 'text',
  actor_code: 'text',
  actor_role: 'text',
  actor_organism: 'text',
  actor_kind: 'text',
  caf_id: 'text',
  gestionnaire_id: 'text',
  readers: 'jsonb',
  kinds: 'jsonb',
  about: 'jsonb',
  steps: 'jsonb',
  words: 'text',
});

const toRow = ({ actor, steps, cafId, gestionnaireId, about, words, ...act }: Act) => ({
  ...act,
  actor_code: actor.code,
  actor_role: actor.role,
  actor_organism: actor.organism,
  actor_kind: kindOf(actor),
  caf_id: cafId,
  gestionnaire_id: gestionnaireId,
  readers: asJson([...new Set(steps.flatMap(({ readers }) => readers))]),
  kinds: asJson([...new Set(steps.map(({ kind }) => kind))]),
  about: asJson(about),
  steps: asJson(steps),
  words: words.map((word) => word.replace(/\s+/g, ' ')).join('\n'),
});

/** The driver would make PostgreSQL arrays of arrays. */
const asJson = (list: readonly unknown[]): string => JSON.stringify(list);
