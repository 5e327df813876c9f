import type { Projection, RecordedEvent } from '#event-sourcing';
import { insertRows, type Sql } from '#platform';
import { CompactRange, entryText, hashesIn, leafHash } from '#transparency';
import { concernedV1, partnerNamedV1, TOLD_V1 } from '../../domain/concerns-v1.ts';
import { asStored, entryOf } from '../../partner-entry.ts';

/**
 * What concerns each partner, in the order of the log, as a tree of its own. It follows every category, for it counts the places of the
 * log; partners have their ordinals in the order in which they were first named.
 */
export const partnerTreesProjection: Projection = {
  name: 'partner_trees',
  version: 1,
  asStored: true,
  tables: `
    -- One row.
    CREATE TABLE log (events bigint NOT NULL);
    INSERT INTO log VALUES (0);
    CREATE TABLE partners (
      ordinal int PRIMARY KEY,
      id text COLLATE "C" NOT NULL UNIQUE,
      size bigint NOT NULL,
      -- The compact range of its tree, one hash after the other.
      hashes bytea NOT NULL
    );
    -- Whom a stream is about.
    CREATE TABLE streams (stream text COLLATE "C" PRIMARY KEY, partner text COLLATE "C" NOT NULL);
    CREATE TABLE entries (
      partner text COLLATE "C",
      number bigint,
      index bigint NOT NULL,
      leaf bytea NOT NULL,
      told bytea NOT NULL,
      stream text COLLATE "C" NOT NULL,
      revision bigint NOT NULL,
      recorded_at timestamptz NOT NULL,
      PRIMARY KEY (partner, number)
    );
  `,
  indexes: 'CREATE INDEX entries_by_event ON entries (stream, revision);',

  async project(recorded: readonly RecordedEvent[], sql: Sql): Promise<void> {
    const first = await count(sql, recorded.length);
    const streams = await partnersOfStreams(sql, recorded);
    const named = new Map<string, string>();
    /** In the order of the log: so they are numbered. */
    const met: string[] = [];
    const found = recorded.flatMap((event, at) => {
      const partner = partnerNamedV1(asStored(event));
      if (partner !== null) named.set(event.stream, partner);
      const ofStream = named.get(event.stream) ?? streams.get(event.stream) ?? null;
      const concerned = concernedV1(asStored(event), ofStream);
      met.push(...(partner === null ? [] : [partner]), ...concerned);
      return concerned.map((partner) => ({ partner, event, index: first + at }));
    });
    const partners = await knownPartners(sql, met);
    const entries = found.map(({ partner, event, index }) => {
      const entry = entryOf(event, partner, index);
      const { range } = partners.get(partner)!;
      range.append(leafHash(entryText(entry)));
      const { stream, revision, recordedAt } = event;
      return { ...entry, partner, number: range.size, stream, revision, recorded_at: recordedAt };
    });
    await keepStreams(sql, named);
    await keepPartners(sql, partners);
    if (entries.length > 0) await insertEntries(sql, entries);
  },
};

/** Counts so many events more; answers how many came before them. */
async function count(sql: Sql, events: number): Promise<number> {
  const { rows } = await sql.query<{ before: string }>(
    'UPDATE log SET events = events + $1 RETURNING events - $1 AS before',
    [events],
  );
  return Number(rows[0]!.before);
}

async function partnersOfStreams(sql: Sql, events: readonly RecordedEvent[]): Promise<Map<string, string>> {
  const streams = events.filter(({ type }) => TOLD_V1.has(type)).map(({ stream }) => stream);
  if (streams.length === 0) return new Map();
  const { rows } = await sql.query<{ stream: string; partner: string }>(
    'SELECT stream, partner FROM streams WHERE stream = ANY ($1)',
    [[...new Set(streams)]],
  );
  return new Map(rows.map(({ stream, partner }) => [stream, partner]));
}

interface Grown {
  readonly ordinal: number;
  readonly range: CompactRange;
}

/** These partners, and those of them that nobody knew, with the next ordinals. */
async function knownPartners(sql: Sql, wanted: readonly string[]): Promise<ReadonlyMap<string, Grown>> {
  const ids = [...new Set(wanted)];
  if (ids.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string; ordinal: number; size: string; hashes: Buffer }>(
    'SELECT id, ordinal, size, hashes FROM partners WHERE id = ANY ($1)',
    [ids],
  );
  const known = new Map(
    rows.map(({ id, ordinal, size, hashes }): [string, Grown] => [
      id,
      { ordinal, range: new CompactRange(Number(size), hashesIn(hashes)) },
    ]),
  );
  const { rows: all } = await sql.query<{ partners: string }>('SELECT count(*) AS partners FROM partners');
  let next = Number(all[0]!.partners);
  for (const id of ids) if (!known.has(id)) known.set(id, { ordinal: next++, range: new CompactRange() });
  return known;
}

async function keepStreams(sql: Sql, streams: ReadonlyMap<string, string>): Promise<void> {
  if (streams.size === 0) return;
  await sql.query(
    `INSERT INTO streams SELECT * FROM unnest($1::text[], $2::text[])
     ON CONFLICT (stream) DO UPDATE SET partner = EXCLUDED.partner`,
    [[...streams.keys()], [...streams.values()]],
  );
}

async function keepPartners(sql: Sql, partners: ReadonlyMap<string, Grown>): Promise<void> {
  if (partners.size === 0) return;
  const grown = [...partners.entries()];
  await sql.query(
    `INSERT INTO partners (ordinal, id, size, hashes)
     SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[], $4::bytea[])
     ON CONFLICT (ordinal) DO UPDATE SET size = EXCLUDED.size, hashes = EXCLUDED.hashes`,
    [
      grown.map(([, { ordinal }]) => ordinal),
      grown.map(([id]) => id),
      grown.map(([, { range }]) => range.size),
      grown.map(([, { range }]) => Buffer.concat(range.hashes)),
    ],
  );
}

const insertEntries = insertRows('entries', {
  partner: 'text',
  number: 'bigint',
  index: 'bigint',
  leaf: 'bytea',
  told: 'bytea',
  stream: 'text',
  revision: 'bigint',
  recorded_at: 'timestamptz',
});
